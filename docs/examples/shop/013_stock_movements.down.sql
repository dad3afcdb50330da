-- Takes the ledger away again, with its index and its numbering.
DROP TABLE stock_movements;
