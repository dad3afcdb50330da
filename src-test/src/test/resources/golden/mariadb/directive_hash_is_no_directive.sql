# lockstep: nonsense
SELECT 1;