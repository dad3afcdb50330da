-- lockstep: timeout=soon
SELECT 1;