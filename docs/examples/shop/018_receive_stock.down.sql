-- Takes the call away again; deliveries booked with it stay.
DROP PROCEDURE receive_stock;
