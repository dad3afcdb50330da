-- The packing list asks for open orders all day. There are no partial indexes here, so the status leads the index;
-- building it does not stop the writers.
CREATE INDEX orders_open_idx ON orders (status, placed_on);
