-- What was ordered. The unit price is the one agreed on that day: a later change of the product's price
-- must not touch it, so it is copied and not looked up.
CREATE TABLE order_lines (
    order_id         INTEGER NOT NULL,
    line_no          INTEGER NOT NULL,
    product_id       INTEGER NOT NULL,
    quantity         INTEGER NOT NULL,
    unit_price_cents BIGINT  NOT NULL,
    PRIMARY KEY (order_id, line_no),
    CONSTRAINT order_lines_order_fk FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT order_lines_product_fk FOREIGN KEY (product_id) REFERENCES products (id),
    CONSTRAINT order_lines_line_no_ck CHECK (line_no >= 1),
    CONSTRAINT order_lines_quantity_ck CHECK (quantity >= 1),
    CONSTRAINT order_lines_price_ck CHECK (unit_price_cents >= 0)
);

CREATE INDEX order_lines_product_idx ON order_lines (product_id);
