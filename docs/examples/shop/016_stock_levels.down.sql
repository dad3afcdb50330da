-- Takes the sums away again; the ledger has them all.
DROP TABLE stock_levels;
