-- // a routine
-- @DELIMITER //
CREATE TRIGGER loud BEFORE INSERT ON customer FOR EACH ROW
BEGIN
    SET NEW.name = upper(NEW.name);
    SET @loud = 1;
END //
-- @DELIMITER ;
INSERT INTO customer VALUES (5, 'quiet');
-- //@UNDO
DROP TRIGGER loud;
DELETE FROM customer WHERE id = 5;
