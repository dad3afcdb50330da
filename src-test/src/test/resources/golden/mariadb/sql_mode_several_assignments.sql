SET @x = (SELECT 1, 2), sql_mode = 'NO_BACKSLASH_ESCAPES', @y = 2;
SELECT 'a\'; SELECT 1;