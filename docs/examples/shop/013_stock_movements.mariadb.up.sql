-- The stock ledger: every piece that comes or goes is a line, and nothing is ever overwritten. What is on the shelf is the sum.
-- One file for each database, because numbering rows and stamping the time are spelt differently in each. Times are UTC.
CREATE TABLE stock_movements (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    product_id INTEGER     NOT NULL,
    quantity   INTEGER     NOT NULL COMMENT 'pieces: positive when they come, negative when they go',
    reason     VARCHAR(12) NOT NULL,
    reference  VARCHAR(40) NOT NULL,
    moved_at   DATETIME(6) DEFAULT (UTC_TIMESTAMP(6)) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT stock_movements_product_fk FOREIGN KEY (product_id) REFERENCES products (id),
    CONSTRAINT stock_movements_quantity_ck CHECK (quantity <> 0),
    CONSTRAINT stock_movements_reason_ck CHECK (reason IN ('receipt', 'sale', 'return', 'correction'))
);

CREATE INDEX stock_movements_product_idx ON stock_movements (product_id, moved_at);
