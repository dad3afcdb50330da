-- The second half (contract): no running release reads the full name any more. The release before may have written it
-- since version 9, without the parts; those rows are split first, or their names would be lost.
UPDATE customers
SET given_name  = REGEXP_REPLACE(full_name, ' [^ ]+$', ''),
    family_name = CASE WHEN full_name LIKE '% %' THEN REGEXP_REPLACE(full_name, '^.* ', '') ELSE '' END
WHERE TRIM(CONCAT(given_name, ' ', family_name)) <> full_name;

ALTER TABLE customers DROP COLUMN full_name;
