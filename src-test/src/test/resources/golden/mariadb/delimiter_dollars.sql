delimiter $$
CREATE PROCEDURE p() BEGIN SELECT 1; END$$
SELECT a$b$$
delimiter ;
SELECT 2;