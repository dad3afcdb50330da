-- +goose Up
-- +goose StatementBegin
CREATE VIEW greeting AS SELECT 'hello; ' || name AS words FROM customers;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER order_counted AFTER INSERT ON orders
BEGIN
    -- one more; of this customer
    UPDATE customers SET orders = orders + 1 WHERE id = NEW.customer_id;
END;
-- +goose StatementEnd
INSERT INTO orders (id, customer_id, note)
-- a comment; inside
VALUES (1, 1, 'first; order');

-- +goose Down
DELETE FROM orders WHERE id = 1;
DROP TRIGGER order_counted;
DROP VIEW greeting;
