--liquibase formatted sql
--changeset grace:routine splitStatements:false
CREATE TRIGGER loud AFTER INSERT ON customer
BEGIN
    UPDATE customer SET name = upper(NEW.name) WHERE id = NEW.id;
    UPDATE customer SET name = trim(name) WHERE id = NEW.id;
END
--rollback DROP TRIGGER loud;
--changeset grace:trigger
INSERT INTO customer VALUES (30, 'quiet');
--rollback DELETE FROM customer WHERE id = 30;
