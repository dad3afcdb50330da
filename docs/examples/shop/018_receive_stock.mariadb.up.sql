-- The warehouse scanner knows an SKU and a number of pieces, and should not have to know our tables: one call books a delivery.
CREATE PROCEDURE receive_stock(IN p_sku VARCHAR(32), IN p_quantity INTEGER, IN p_reference VARCHAR(40))
MODIFIES SQL DATA
BEGIN
    DECLARE v_product_id INTEGER DEFAULT NULL;

    IF p_quantity < 1 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a delivery has at least one piece';
    END IF;
    SELECT id INTO v_product_id FROM products WHERE sku = p_sku;
    IF v_product_id IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no product has this SKU';
    END IF;
    INSERT INTO stock_movements (product_id, quantity, reason, reference)
    VALUES (v_product_id, p_quantity, 'receipt', p_reference);
END;
