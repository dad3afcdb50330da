-- Stocktake lines become corrections, as they were booked before; the difference between the two is lost.
-- The table is built anew with the shorter list of reasons, in the same way as on the way up.
CREATE TABLE stock_movements_new (
    id         INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    quantity   INTEGER NOT NULL, -- pieces: positive when they come, negative when they go
    reason     TEXT    NOT NULL,
    reference  TEXT    NOT NULL,
    moved_at   TEXT    DEFAULT (STRFTIME('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT stock_movements_product_fk FOREIGN KEY (product_id) REFERENCES products (id),
    CONSTRAINT stock_movements_quantity_ck CHECK (quantity <> 0),
    CONSTRAINT stock_movements_reason_ck CHECK (reason IN ('receipt', 'sale', 'return', 'correction'))
) STRICT;

INSERT INTO stock_movements_new (id, product_id, quantity, reason, reference, moved_at)
SELECT id, product_id, quantity, CASE reason WHEN 'stocktake' THEN 'correction' ELSE reason END, reference, moved_at
FROM stock_movements;

DROP TABLE stock_movements;

ALTER TABLE stock_movements_new RENAME TO stock_movements;

CREATE INDEX stock_movements_product_idx ON stock_movements (product_id, moved_at);
