DROP INDEX customers_by_name ON customers;
DROP INDEX orders_by_customer ON orders;
