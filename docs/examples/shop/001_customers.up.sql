-- Who buys from us. The customer number is issued by the application when somebody registers, so it is not generated here.
-- E-mail addresses are kept in lower case: then one address is one customer on every database, whatever its collation.
CREATE TABLE customers (
    id        INTEGER      NOT NULL,
    email     VARCHAR(254) NOT NULL,
    full_name VARCHAR(200) NOT NULL,
    fax       VARCHAR(30),
    PRIMARY KEY (id),
    CONSTRAINT customers_email_uq UNIQUE (email),
    CONSTRAINT customers_email_ck CHECK (email = LOWER(email) AND email LIKE '%_@_%')
);
