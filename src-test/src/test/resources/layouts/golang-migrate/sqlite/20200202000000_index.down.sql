DROP INDEX customers_by_name;
DROP INDEX orders_by_customer;
