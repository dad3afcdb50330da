
-- Liquibase Formatted SQL logicalFilePath:second
--changeset carol:1 endDelimiter://
INSERT INTO customer VALUES (10, 'a; b') //
INSERT INTO customer VALUES (11,
    'c') //
--rollback DELETE FROM customer WHERE id IN (10, 11);

  -- changeset carol:2 endDelimiter:\nGO
INSERT INTO customer VALUES (12, 'd')
GO
INSERT INTO customer VALUES (13, 'GO; e')
go
--rollback not required

--changeset carol:3 splitStatements:false runInTransaction:false
INSERT INTO customer VALUES (14, 'f; g')
--rollback DELETE FROM customer WHERE id = 14

--changeset carol:4
--ignoreLines:start
this is no SQL at all;
--ignoreLines:end
INSERT INTO customer VALUES (15, 'h');
--ignoreLines:1
nor is this;
INSERT INTO customer VALUES (16, 'i');
--rollback DELETE FROM customer WHERE id = 15;
--rollback DELETE FROM customer WHERE id = 16;

--changeset carol:5 rollbackEndDelimiter:@@
--validCheckSum: ANY
INSERT INTO customer VALUES (17, 'j')
/
UPDATE orders SET id = 5 WHERE id = 3
/
--rollback DELETE FROM customer WHERE id = 17@@
--rollback UPDATE orders SET id = 3 WHERE id = 5@@
