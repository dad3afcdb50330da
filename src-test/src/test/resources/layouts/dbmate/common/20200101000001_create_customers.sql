-- the first

-- migrate:up
CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, orders INTEGER NOT NULL DEFAULT 0);

-- migrate:down
DROP TABLE customers;
