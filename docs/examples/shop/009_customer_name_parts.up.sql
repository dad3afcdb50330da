-- Letters and parcel labels need the family name, so the one name becomes two. This is the first half (expand): the new
-- columns come beside the old one, which the release now running still reads and writes. Hence the empty defaults.
-- Who has one name only has it as given name. Otherwise the last word is taken for the family name:
-- a rule of thumb, which customers can correct in their profile.
ALTER TABLE customers ADD COLUMN given_name VARCHAR(200) DEFAULT '' NOT NULL;

ALTER TABLE customers ADD COLUMN family_name VARCHAR(200) DEFAULT '' NOT NULL;

UPDATE customers
SET given_name  = REGEXP_REPLACE(full_name, ' [^ ]+$', ''),
    family_name = CASE WHEN full_name LIKE '% %' THEN REGEXP_REPLACE(full_name, '^.* ', '') ELSE '' END;
