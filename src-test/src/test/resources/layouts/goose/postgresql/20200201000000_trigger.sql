-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION count_order() RETURNS trigger AS $$
BEGIN
    -- one more; of this customer
    UPDATE customers SET orders = orders + 1 WHERE id = NEW.customer_id;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER order_counted AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION count_order();
-- +goose StatementEnd
INSERT INTO orders (id, customer_id, note)
-- a comment; inside
VALUES (1, 1, 'first; order');

-- +goose Down
DELETE FROM orders WHERE id = 1;
DROP TRIGGER order_counted ON orders;
DROP FUNCTION count_order();
