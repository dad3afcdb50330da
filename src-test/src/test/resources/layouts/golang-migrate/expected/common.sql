CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, orders INTEGER NOT NULL DEFAULT 0);
--;;
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, note VARCHAR(200));
--;;
ALTER TABLE orders ADD COLUMN total INTEGER;
--;;
CREATE TABLE regions (code VARCHAR(10) PRIMARY KEY, label VARCHAR(80));
--;;
INSERT INTO regions (code, label) VALUES ('a;b', 'x -- no comment
second; line');
--;;
INSERT INTO regions (code) VALUES ('c')
--;;
INSERT INTO customers (id, name) VALUES (1, 'Ada')
--;;
INSERT INTO customers (id, name) VALUES (2, 'Bob')
--;;
CREATE TABLE schema_migrations_of_old (version BIGINT NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL)
--;;
INSERT INTO schema_migrations_of_old VALUES (7, FALSE)
--;;
INSERT INTO regions (code) VALUES ('one way')
