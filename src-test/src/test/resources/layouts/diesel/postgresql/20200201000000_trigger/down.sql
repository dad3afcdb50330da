DELETE FROM orders WHERE id = 1;
DROP TRIGGER order_counted ON orders;
DROP FUNCTION count_order();
