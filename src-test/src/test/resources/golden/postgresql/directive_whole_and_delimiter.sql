-- lockstep: whole delimiter=//
SELECT 1;