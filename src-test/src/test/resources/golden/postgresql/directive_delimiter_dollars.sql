-- lockstep: delimiter=$$
CREATE FUNCTION f() AS 'x;'$$ SELECT a$$b; SELECT 2