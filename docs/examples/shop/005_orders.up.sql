-- Orders. A customer or an address that an order points at cannot be deleted: the books must stay complete.
-- The index by customer and day serves the page "my orders"; the one by address keeps the check of a deleted address cheap.
CREATE TABLE orders (
    id                 INTEGER     NOT NULL,
    customer_id        INTEGER     NOT NULL,
    ship_to_address_id INTEGER     NOT NULL,
    placed_on          DATE        NOT NULL,
    status             VARCHAR(10) DEFAULT 'placed' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id),
    CONSTRAINT orders_address_fk FOREIGN KEY (ship_to_address_id) REFERENCES addresses (id),
    CONSTRAINT orders_status_ck CHECK (status IN ('placed', 'paid', 'shipped', 'cancelled'))
);

CREATE INDEX orders_customer_idx ON orders (customer_id, placed_on);

CREATE INDEX orders_address_idx ON orders (ship_to_address_id);
