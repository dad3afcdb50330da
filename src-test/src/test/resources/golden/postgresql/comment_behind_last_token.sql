SELECT 1 -- left out
;
SELECT 2 /* left out */;