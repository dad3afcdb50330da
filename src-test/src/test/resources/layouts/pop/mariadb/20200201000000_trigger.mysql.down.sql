DELETE FROM orders WHERE id = 1;
DROP TRIGGER order_counted;
DROP PROCEDURE greet;
