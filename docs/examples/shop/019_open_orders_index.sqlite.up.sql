-- The packing list asks for open orders all day, and most orders are closed: only the open ones are indexed.
CREATE INDEX orders_open_idx ON orders (placed_on) WHERE status IN ('placed', 'paid');
