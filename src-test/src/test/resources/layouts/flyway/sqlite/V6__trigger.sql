CREATE TRIGGER order_gone AFTER DELETE ON orders
BEGIN
    DELETE FROM accounts WHERE id = -1;
    DELETE FROM accounts WHERE id = -2;
END;
INSERT INTO orders VALUES (6, 1, 6.00);
