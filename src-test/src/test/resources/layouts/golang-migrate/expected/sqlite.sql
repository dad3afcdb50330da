CREATE VIEW greeting AS SELECT 'hello; ' || name AS words FROM customers;
--;;
CREATE TRIGGER order_counted AFTER INSERT ON orders
BEGIN
    -- one more; of this customer
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