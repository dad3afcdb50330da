-- What we sell. Prices are whole cents of the shop's one currency: money is counted, never measured.
CREATE TABLE products (
    id            INTEGER      NOT NULL,
    sku           VARCHAR(32)  NOT NULL,
    title         VARCHAR(200) NOT NULL,
    category_code VARCHAR(40)  NOT NULL,
    price_cents   BIGINT       NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT products_sku_uq UNIQUE (sku),
    CONSTRAINT products_category_fk FOREIGN KEY (category_code) REFERENCES categories (code),
    CONSTRAINT products_price_ck CHECK (price_cents >= 0)
);

CREATE INDEX products_category_idx ON products (category_code);
