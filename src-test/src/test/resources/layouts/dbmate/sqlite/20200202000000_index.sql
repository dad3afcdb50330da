-- migrate:up transaction:false
CREATE INDEX orders_by_customer ON orders (customer_id);
-- migrate:down transaction:false
DROP INDEX orders_by_customer;
