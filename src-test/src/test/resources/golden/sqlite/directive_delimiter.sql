-- lockstep: delimiter=/
CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END
/
SELECT 2 /* a / b */ /