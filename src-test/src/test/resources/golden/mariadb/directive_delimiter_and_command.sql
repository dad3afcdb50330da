-- lockstep: delimiter=//
SELECT 1; SELECT 2//
DELIMITER ;
SELECT 3; SELECT 4;