-- migrate:up
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, note VARCHAR(200));
ALTER TABLE orders ADD COLUMN total INTEGER;

--migrate:down
DROP TABLE orders;
