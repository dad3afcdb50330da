-- Takes the customers away again.
DROP TABLE customers;
