INSERT INTO orders (id, customer_id) VALUES (2, 2);
UPDATE schema_migrations_of_old SET version = 7;