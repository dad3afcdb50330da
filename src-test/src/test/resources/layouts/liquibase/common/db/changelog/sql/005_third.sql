--liquibase formatted sql logicalFilePath:/third.sql
--changeset dave:view runOnChange:true stripComments:false
DROP VIEW IF EXISTS names;
CREATE VIEW names AS SELECT name /* as it is */ FROM customer;
--rollback DROP VIEW names;
--changeset dave:drop
DELETE FROM customer WHERE id = 2;
--rollback INSERT INTO customer VALUES (2, 'Grüße');
--changeset dave:again
INSERT INTO customer VALUES (2, 'again');
--rollback changesetId:drop changesetAuthor:dave changesetPath:third.sql
