--liquibase formatted sql

--property name:greeting value:Hello
--property name:greeting value:Bye

--changeset alice:1
--comment: the customers
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    name VARCHAR(100) NOT NULL
);
--rollback DROP TABLE customer;

--changeset alice:2 labels:early,first
INSERT INTO customer VALUES (1, '${greeting}, ${town}; ${nobody} -- ${kind}');
INSERT INTO customer VALUES (2, 'Grüße');
--rollback DELETE FROM customer
--rollback WHERE id IN (1, 2);

--changeset "Bob Smith":"the orders"
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL);
/* liquibase rollback
DELETE FROM orders;
DROP TABLE orders;
*/
--changeset bob:other-database dbms:oracle,mssql
CREATE TABLE elsewhere (id NUMBER(10));

--changeset bob:not-sqlite dbms:!sqlite
INSERT INTO orders VALUES (1, 1);
--rollback DELETE FROM orders WHERE id = 1;

--changeset bob:sqlite dbms:sqlite
INSERT INTO orders VALUES (2, 1);
--rollback DELETE FROM orders WHERE id = 2;

--changeset bob:ignored ignore:true
CREATE TABLE ignored (id INTEGER);

--changeset bob:test context:test
CREATE TABLE tested (id INTEGER);

--changeset bob:shop context:"shop and !test"
INSERT INTO orders VALUES (3, 2);
--rollback empty

--changeset bob:later labels:later
CREATE TABLE later (id INTEGER);
