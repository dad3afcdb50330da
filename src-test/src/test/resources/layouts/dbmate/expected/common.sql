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
CREATE TABLE pair_one (id INTEGER PRIMARY KEY)
--;;
CREATE TABLE pair_two (id INTEGER PRIMARY KEY)
--;;
INSERT INTO pair_two VALUES (1), (2)
--;;
INSERT INTO customers (id, name) VALUES (2, 'Bob')
--;;
INSERT INTO regions (code) VALUES ('date')
--;;
CREATE TABLE schema_migrations_of_old (version VARCHAR(128) PRIMARY KEY)
--;;
INSERT INTO schema_migrations_of_old VALUES ('20200101000001')
