-- // customers
-- Migration SQL that makes the change goes here.
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    name VARCHAR(100) NOT NULL
);
INSERT INTO customer VALUES (1, '${owner}');
INSERT INTO customer VALUES (2, '${nobody}');
INSERT INTO customer VALUES (3, 'no \${owner}, and ${empty}nothing');

-- //@UNDO
-- SQL to undo the change goes here.
DROP TABLE customer;
