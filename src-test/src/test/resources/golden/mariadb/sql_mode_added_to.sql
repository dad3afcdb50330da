SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES');
SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES');
SELECT 'a\', "b\"; SELECT 1;