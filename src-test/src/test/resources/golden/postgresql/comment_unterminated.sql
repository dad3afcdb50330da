SELECT 1;
SELECT 2 /* and so on;
SELECT 3;
