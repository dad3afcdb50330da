-- // a routine
-- @DELIMITER //
CREATE TRIGGER loud AFTER INSERT ON customer
BEGIN
    UPDATE customer SET name = upper(NEW.name) WHERE id = NEW.id;
    UPDATE customer SET name = trim(name) WHERE id = NEW.id;
END //
-- @DELIMITER ;
INSERT INTO customer VALUES (5, 'quiet');
-- //@UNDO
DROP TRIGGER loud;
DELETE FROM customer WHERE id = 5;
