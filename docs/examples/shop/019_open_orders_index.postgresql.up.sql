-- The packing list asks for open orders all day, and most orders are closed: only the open ones are indexed.
-- CONCURRENTLY, because the shop goes on selling while the index is built; that is why nothing else stands in this file.
CREATE INDEX CONCURRENTLY orders_open_idx ON orders (placed_on) WHERE status IN ('placed', 'paid');
