-- +goose Up
INSERT INTO customers (id, name) VALUES (2, 'Bob');
-- +goose Down
DELETE FROM customers WHERE id = 2;
