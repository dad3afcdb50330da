CREATE INDEX CONCURRENTLY orders_by_customer ON orders (customer_id);
-- and; the other
CREATE INDEX CONCURRENTLY customers_by_name ON customers (name);
