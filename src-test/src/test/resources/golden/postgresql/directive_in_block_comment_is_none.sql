/* lockstep: nonsense */ -- a lockstep: nonsense
SELECT 1;