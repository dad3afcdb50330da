--liquibase formatted sql
--changeset grace:routine endDelimiter:// 
CREATE TRIGGER loud BEFORE INSERT ON customer FOR EACH ROW
BEGIN
    SET NEW.name = upper(NEW.name);
    SET @loud = 1;
END //
--rollback DROP TRIGGER loud;
--changeset grace:trigger
INSERT INTO customer VALUES (30, 'quiet');
--rollback DELETE FROM customer WHERE id = 30;
