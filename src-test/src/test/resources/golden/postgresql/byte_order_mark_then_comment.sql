-- hello
SELECT 1;