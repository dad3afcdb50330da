-- migrate:up transaction:false
BEGIN;
INSERT INTO customers (id, name) VALUES (2, 'Bob');
COMMIT;
-- migrate:down transaction:false
DELETE FROM customers WHERE id = 2;
