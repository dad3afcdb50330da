-- the first

-- +goose Up
CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, orders INTEGER NOT NULL DEFAULT 0);

-- +goose Down
DROP TABLE customers;
