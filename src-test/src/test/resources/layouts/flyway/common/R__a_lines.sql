DROP VIEW IF EXISTS a_lines;
CREATE VIEW a_lines AS SELECT id, account FROM orders;
