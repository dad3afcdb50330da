CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, orders INTEGER NOT NULL DEFAULT 0);
--;;
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, note VARCHAR(200));
--;;
ALTER TABLE orders ADD COLUMN total INTEGER;
--;;
CREATE TABLE regions (code VARCHAR(10) PRIMARY KEY, label VARCHAR(80));
--;;
INSERT INTO regions (code, label) VALUES ('a;b', 'x -- no comment')
--;;
INSERT INTO regions (code) VALUES ('c')
--;;
INSERT INTO customers (id, name) VALUES (1, 'Ada')
--;;
INSERT INTO regions (code, label) VALUES ('off', '${REGION} $REGION')
--;;
INSERT INTO regions (code, label) VALUES ('on', 'north north. $5 $7')
--;;
INSERT INTO regions (code, label) VALUES ('default', 'onetwonorth')
--;;
INSERT INTO regions (code, label) VALUES ('part', 'ort')
--;;
INSERT INTO regions (code, label) VALUES ('again', '${REGION}')
--;;
INSERT INTO customers (id, name) VALUES (2, 'Bob')
--;;
CREATE TABLE goose_db_version_of_old (version_id BIGINT NOT NULL)
--;;
INSERT INTO goose_db_version_of_old VALUES (0)
