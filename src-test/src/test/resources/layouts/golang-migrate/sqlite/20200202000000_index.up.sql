CREATE INDEX orders_by_customer ON orders (customer_id);
-- and; the other
CREATE INDEX customers_by_name ON customers (name);
