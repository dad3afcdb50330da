SELECT 1;
-- lockstep: whole
SELECT 2;