-- From here on the database itself keeps the stock levels in step with the ledger: a line booked is added, a line removed
-- is taken back, and the product and the quantity of a line are frozen; who erred books a correction.
-- The triggers come before the first filling, in one transaction that keeps other writers out: no movement is counted
-- twice or missed.
CREATE FUNCTION book_stock_movement() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE stock_levels SET on_hand = on_hand - OLD.quantity WHERE product_id = OLD.product_id;
        RETURN OLD;
    END IF;
    INSERT INTO stock_levels (product_id, on_hand) VALUES (NEW.product_id, 0) ON CONFLICT (product_id) DO NOTHING;
    UPDATE stock_levels SET on_hand = on_hand + NEW.quantity WHERE product_id = NEW.product_id;
    RETURN NEW;
END;
$$;

CREATE FUNCTION freeze_stock_movement() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'stock movement % is booked; book a correction instead', OLD.id;
END;
$$;

CREATE TRIGGER stock_movement_booked
AFTER INSERT OR DELETE ON stock_movements
FOR EACH ROW EXECUTE FUNCTION book_stock_movement();

CREATE TRIGGER stock_movement_frozen
BEFORE UPDATE ON stock_movements
FOR EACH ROW WHEN (NEW.product_id <> OLD.product_id OR NEW.quantity <> OLD.quantity)
EXECUTE FUNCTION freeze_stock_movement();

DELETE FROM stock_levels;

INSERT INTO stock_levels (product_id, on_hand)
SELECT product_id, SUM(quantity)
FROM stock_movements
GROUP BY product_id;
