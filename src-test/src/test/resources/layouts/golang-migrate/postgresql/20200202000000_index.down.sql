DROP INDEX CONCURRENTLY customers_by_name;
DROP INDEX CONCURRENTLY orders_by_customer;
