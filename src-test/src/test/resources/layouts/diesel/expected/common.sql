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
INSERT INTO customers (id, name) VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Cy')
--;;
CREATE TABLE dates (id INTEGER PRIMARY KEY)
--;;
CREATE TABLE diesel_schema_migrations_of_old (version VARCHAR(50) PRIMARY KEY)
--;;
INSERT INTO diesel_schema_migrations_of_old VALUES ('20200101000001')
