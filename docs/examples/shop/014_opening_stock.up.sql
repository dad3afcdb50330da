-- What was counted on the shelves when the ledger began, and what the market stall's paid orders took from it.
INSERT INTO stock_movements (product_id, quantity, reason, reference) VALUES
    (1, 12, 'receipt', 'opening stock'),
    (2, 5, 'receipt', 'opening stock'),
    (3, 4, 'receipt', 'opening stock'),
    (4, 20, 'receipt', 'opening stock'),
    (5, 40, 'receipt', 'opening stock'),
    (6, 150, 'receipt', 'opening stock');

INSERT INTO stock_movements (product_id, quantity, reason, reference) VALUES
    (1, -1, 'sale', 'order 1001'),
    (5, -2, 'sale', 'order 1001'),
    (3, -1, 'sale', 'order 1002'),
    (6, -4, 'sale', 'order 1004'),
    (4, -1, 'sale', 'order 1004');
