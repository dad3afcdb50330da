--migrate:up
CREATE VIEW greeting AS SELECT 'hello; ' || name AS words FROM customers;
CREATE TRIGGER order_counted AFTER INSERT ON orders
BEGIN
    -- one more; of this customer
    UPDATE customers SET orders = orders + 1 WHERE id = NEW.customer_id;
END;
INSERT INTO orders (id, customer_id, note)
-- a comment; inside
VALUES (1, 1, 'first; order');

-- migrate:down
DELETE FROM orders WHERE id = 1;
DROP TRIGGER order_counted;
DROP VIEW greeting;
