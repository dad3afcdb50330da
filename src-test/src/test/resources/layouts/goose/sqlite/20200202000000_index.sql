-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX orders_by_customer ON orders (customer_id);
INSERT INTO orders (id, customer_id) VALUES (2, 2);
-- +goose Down
DELETE FROM orders WHERE id = 2;
DROP INDEX orders_by_customer;
