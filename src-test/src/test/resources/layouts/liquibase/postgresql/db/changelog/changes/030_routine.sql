--liquibase formatted sql
--changeset grace:routine splitStatements:false
CREATE FUNCTION loud() RETURNS trigger AS $$
BEGIN
    NEW.name := upper(NEW.name);
    RETURN NEW;
END
$$ LANGUAGE plpgsql;
--rollback DROP FUNCTION loud();
--changeset grace:trigger
CREATE TRIGGER loud BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION loud();
INSERT INTO customer VALUES (30, 'quiet');
--rollback DELETE FROM customer WHERE id = 30;
--rollback DROP TRIGGER loud ON customer;
