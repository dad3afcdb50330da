-- +goose Up
-- +goose Down
DELETE FROM customers WHERE id = 99;
