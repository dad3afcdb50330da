-- Where invoices and parcels go: at most one address of each kind for a customer. An address has no life of its own,
-- so it leaves together with its customer.
CREATE TABLE addresses (
    id           INTEGER      NOT NULL,
    customer_id  INTEGER      NOT NULL,
    kind         VARCHAR(10)  NOT NULL,
    street       VARCHAR(200) NOT NULL,
    postal_code  VARCHAR(12)  NOT NULL,
    city         VARCHAR(100) NOT NULL,
    country_code VARCHAR(2)   NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT addresses_customer_kind_uq UNIQUE (customer_id, kind),
    CONSTRAINT addresses_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
    CONSTRAINT addresses_kind_ck CHECK (kind IN ('billing', 'shipping')),
    CONSTRAINT addresses_country_ck CHECK (LENGTH(country_code) = 2 AND country_code = UPPER(country_code))
);
