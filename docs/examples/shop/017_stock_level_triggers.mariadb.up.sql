-- From here on the database itself keeps the stock levels in step with the ledger: a line booked is added, a line removed
-- is taken back, and the product and the quantity of a line are frozen; who erred books a correction.
-- The triggers come before the first filling, so that no movement booked meanwhile is missed.
-- With the binary log switched on, creating a trigger needs SUPER or the setting log_bin_trust_function_creators = 1.
CREATE TRIGGER stock_movement_booked
AFTER INSERT ON stock_movements
FOR EACH ROW
BEGIN
    INSERT IGNORE INTO stock_levels (product_id, on_hand) VALUES (NEW.product_id, 0);
    UPDATE stock_levels SET on_hand = on_hand + NEW.quantity WHERE product_id = NEW.product_id;
END;

CREATE TRIGGER stock_movement_removed
AFTER DELETE ON stock_movements
FOR EACH ROW
UPDATE stock_levels SET on_hand = on_hand - OLD.quantity WHERE product_id = OLD.product_id;

CREATE TRIGGER stock_movement_frozen
BEFORE UPDATE ON stock_movements
FOR EACH ROW
BEGIN
    IF NEW.product_id <> OLD.product_id OR NEW.quantity <> OLD.quantity THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a stock movement is booked; book a correction instead';
    END IF;
END;

DELETE FROM stock_levels;

INSERT INTO stock_levels (product_id, on_hand)
SELECT product_id, SUM(quantity)
FROM stock_movements
GROUP BY product_id;
