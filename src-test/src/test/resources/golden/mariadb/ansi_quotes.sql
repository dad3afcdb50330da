SET sql_mode = 'ANSI_QUOTES';
SELECT "a\", "b;""c"; SELECT 'x\';y';
SET @@sql_mode = DEFAULT;
SELECT "a\";";