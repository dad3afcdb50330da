-- Removes the lines with which the ledger began, and no later ones.
DELETE FROM stock_movements WHERE reference IN ('opening stock', 'order 1001', 'order 1002', 'order 1004');
