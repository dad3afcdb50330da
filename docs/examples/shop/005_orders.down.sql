-- Takes the orders away again.
DROP TABLE orders;
