DROP VIEW IF EXISTS totals;
CREATE VIEW totals AS SELECT a1.account, a1.lines_of FROM a1;
