--no blank; here
SELECT 1; --nor here;
-----------
SELECT 2;