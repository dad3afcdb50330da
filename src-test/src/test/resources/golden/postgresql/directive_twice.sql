-- lockstep: timeout=1s
-- lockstep: timeout=2s
SELECT 1;