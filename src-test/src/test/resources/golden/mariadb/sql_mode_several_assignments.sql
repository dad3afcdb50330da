SET @x = CONCAT('a', ',b'), sql_mode = 'NO_BACKSLASH_ESCAPES', @y = 2;
SELECT 'a\'; SELECT 1;