DELIMITER //
CREATE PROCEDURE add_order(IN number INTEGER)
BEGIN
    INSERT INTO orders VALUES (number, 1, 6.00);
END //
DELIMITER ;
CALL add_order(6);
