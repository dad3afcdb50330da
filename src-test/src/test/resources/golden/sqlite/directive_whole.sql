-- lockstep: whole
SELECT 1; .tables; SELECT [a