-- Takes the view away again.
DROP VIEW order_totals;
