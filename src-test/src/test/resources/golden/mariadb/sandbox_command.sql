\- enable
SELECT 1;