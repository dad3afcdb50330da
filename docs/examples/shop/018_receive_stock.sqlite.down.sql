-- Takes the view away again; deliveries booked through it stay.
DROP TRIGGER receive_stock;

DROP VIEW stock_receipts;
