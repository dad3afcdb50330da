CREATE PROCEDURE greet(IN who VARCHAR(20))
BEGIN
    -- hello; and more
    SELECT CONCAT('hello; ', who);
END;
--;;
CREATE TRIGGER order_counted AFTER INSERT ON orders FOR EACH ROW
BEGIN
    UPDATE customers SET orders = orders + 1 WHERE id = NEW.customer_id;
END;
--;;
INSERT INTO orders (id, customer_id, note) VALUES (1, 1, 'first; order')
--;;
CREATE INDEX orders_by_customer ON orders (customer_id);
--;;
INSERT INTO orders (id, customer_id) VALUES (2, 2)
--;;
CREATE INDEX customers_by_name ON customers (name)