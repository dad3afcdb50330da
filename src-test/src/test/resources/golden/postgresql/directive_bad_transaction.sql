-- lockstep: transaction=maybe
SELECT 1;