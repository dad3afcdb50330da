-- The stock ledger: every piece that comes or goes is a line, and nothing is ever overwritten. What is on the shelf is the sum.
-- One file for each database, because numbering rows and stamping the time are spelt differently in each. SQLite numbers
-- an INTEGER PRIMARY KEY by itself; times are UTC in ISO 8601, which sorts as text. STRICT refuses text where a number belongs.
CREATE TABLE stock_movements (
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

CREATE INDEX stock_movements_product_idx ON stock_movements (product_id, moved_at);
