-- The shelves of the shop, as a tree. The code is what stands in the shop's links, so it is the key.
CREATE TABLE categories (
    code        VARCHAR(40)  NOT NULL,
    parent_code VARCHAR(40),
    name        VARCHAR(100) NOT NULL,
    PRIMARY KEY (code),
    CONSTRAINT categories_parent_fk FOREIGN KEY (parent_code) REFERENCES categories (code),
    CONSTRAINT categories_parent_ck CHECK (parent_code <> code)
);

CREATE INDEX categories_parent_idx ON categories (parent_code);
