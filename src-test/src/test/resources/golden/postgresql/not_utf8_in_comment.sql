-- café
SELECT 1;