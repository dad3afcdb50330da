-- lockstep: whole=yes
SELECT 1;