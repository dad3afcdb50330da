-- hello
-- lockstep: transaction=none batch=10
SELECT 1;