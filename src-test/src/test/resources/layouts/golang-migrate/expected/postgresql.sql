CREATE FUNCTION count_order() RETURNS trigger AS $$
BEGIN
    -- one more; of this customer
    UPDATE customers SET orders = orders + 1 WHERE id = NEW.customer_id;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
--;;
CREATE TRIGGER order_counted AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION count_order();
--;;
INSERT INTO orders (id, customer_id, note) VALUES (1, 1, 'first; order')
--;;
CREATE INDEX CONCURRENTLY orders_by_customer ON orders (customer_id);
--;;
INSERT INTO orders (id, customer_id) VALUES (2, 2)
--;;
CREATE INDEX CONCURRENTLY customers_by_name ON customers (name)