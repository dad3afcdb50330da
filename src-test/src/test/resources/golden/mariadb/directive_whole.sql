-- lockstep: whole
SELECT 1; SELECT \! 'it; DELIMITER //
