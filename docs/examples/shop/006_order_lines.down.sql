-- Takes the order lines away again.
DROP TABLE order_lines;
