SET @@SESSION.sql_mode := 'ORACLE';
SELECT "a\"; SELECT 1;