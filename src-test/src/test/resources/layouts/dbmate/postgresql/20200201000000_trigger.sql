--migrate:up
CREATE FUNCTION count_order() RETURNS trigger AS $$
BEGIN
    -- one more; of this customer
    UPDATE customers SET orders = orders + 1 WHERE id = NEW.customer_id;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER order_counted AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION count_order();
INSERT INTO orders (id, customer_id, note)
-- a comment; inside
VALUES (1, 1, 'first; order');

-- migrate:down
DELETE FROM orders WHERE id = 1;
DROP TRIGGER order_counted ON orders;
DROP FUNCTION count_order();
