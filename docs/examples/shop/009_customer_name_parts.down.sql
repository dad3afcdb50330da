-- The full name is still there and complete, so nothing is lost.
ALTER TABLE customers DROP COLUMN family_name;

ALTER TABLE customers DROP COLUMN given_name;
