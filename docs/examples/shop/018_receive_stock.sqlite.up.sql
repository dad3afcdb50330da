-- The warehouse scanner knows an SKU and a number of pieces, and should not have to know our tables: one call books a delivery.
-- SQLite has no procedures. A view of the deliveries that can be inserted into does the same:
-- INSERT INTO stock_receipts (sku, quantity, reference) VALUES ('COF-POT-06', 24, 'delivery note 77');
CREATE VIEW stock_receipts AS
SELECT p.sku, m.quantity, m.reference
FROM stock_movements m
JOIN products p ON p.id = m.product_id
WHERE m.reason = 'receipt';

CREATE TRIGGER receive_stock
INSTEAD OF INSERT ON stock_receipts
FOR EACH ROW
BEGIN
    SELECT CASE
        WHEN NEW.quantity < 1 THEN RAISE(ABORT, 'a delivery has at least one piece')
        WHEN NOT EXISTS (SELECT 1 FROM products WHERE sku = NEW.sku) THEN RAISE(ABORT, 'no product has this SKU')
    END;
    INSERT INTO stock_movements (product_id, quantity, reason, reference)
    SELECT id, NEW.quantity, 'receipt', NEW.reference
    FROM products
    WHERE sku = NEW.sku;
END;
