-- // a routine
-- @DELIMITER //
CREATE FUNCTION rename_customer() RETURNS trigger AS $$
BEGIN
    NEW.name := upper(NEW.name);
    RETURN NEW;
END
$$ LANGUAGE plpgsql //
CREATE TRIGGER loud BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION rename_customer() //
-- @DELIMITER ;
INSERT INTO customer VALUES (5, 'quiet');
-- //@UNDO
DROP TRIGGER loud ON customer;
DROP FUNCTION rename_customer();
DELETE FROM customer WHERE id = 5;
