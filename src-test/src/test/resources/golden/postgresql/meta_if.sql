\if :x
SELECT 1;
\endif
