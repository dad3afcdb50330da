-- The warehouse scanner knows an SKU and a number of pieces, and should not have to know our tables: one call books a delivery.
CREATE PROCEDURE receive_stock(p_sku VARCHAR, p_quantity INTEGER, p_reference VARCHAR)
LANGUAGE plpgsql AS $$
DECLARE
    v_product_id products.id%TYPE;
BEGIN
    IF p_quantity < 1 THEN
        RAISE EXCEPTION 'a delivery has at least one piece';
    END IF;
    SELECT id INTO v_product_id FROM products WHERE sku = p_sku;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no product has the SKU %', p_sku;
    END IF;
    INSERT INTO stock_movements (product_id, quantity, reason, reference)
    VALUES (v_product_id, p_quantity, 'receipt', p_reference);
END;
$$;
