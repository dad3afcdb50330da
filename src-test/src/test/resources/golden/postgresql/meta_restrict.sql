\restrict Abc123
SELECT 1;
\unrestrict Abc123
