DROP VIEW IF EXISTS a1;
CREATE VIEW a1 AS SELECT account, count(*) AS lines_of FROM a_lines GROUP BY account;
