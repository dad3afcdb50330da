-- Takes the index away again.
DROP INDEX orders_open_idx;
