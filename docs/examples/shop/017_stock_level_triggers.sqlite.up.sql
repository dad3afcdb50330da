-- From here on the database itself keeps the stock levels in step with the ledger: a line booked is added, a line removed
-- is taken back, and the product and the quantity of a line are frozen; who erred books a correction.
CREATE TRIGGER stock_movement_booked
AFTER INSERT ON stock_movements
FOR EACH ROW
BEGIN
    INSERT INTO stock_levels (product_id, on_hand) VALUES (NEW.product_id, 0) ON CONFLICT (product_id) DO NOTHING;
    UPDATE stock_levels SET on_hand = on_hand + NEW.quantity WHERE product_id = NEW.product_id;
END;

CREATE TRIGGER stock_movement_removed
AFTER DELETE ON stock_movements
FOR EACH ROW
BEGIN
    UPDATE stock_levels SET on_hand = on_hand - OLD.quantity WHERE product_id = OLD.product_id;
END;

CREATE TRIGGER stock_movement_frozen
BEFORE UPDATE ON stock_movements
FOR EACH ROW WHEN NEW.product_id <> OLD.product_id OR NEW.quantity <> OLD.quantity
BEGIN
    SELECT RAISE(ABORT, 'a stock movement is booked; book a correction instead');
END;

DELETE FROM stock_levels;

INSERT INTO stock_levels (product_id, on_hand)
SELECT product_id, SUM(quantity)
FROM stock_movements
GROUP BY product_id;
