-- +goose Up
INSERT INTO customers (id, name) VALUES (1, 'Ada');
