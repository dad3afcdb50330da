-- migrate:up
INSERT INTO customers (id, name) VALUES (1, 'Ada');
-- migrate:down
DELETE FROM customers WHERE id = 1;
