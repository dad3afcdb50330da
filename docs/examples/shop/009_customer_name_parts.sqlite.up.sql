-- The first half (expand) of the split of the name; the reasons stand in the general file of this version.
-- SQLite has no regular expressions of its own: RTRIM with all letters of the name strips the last word, back to the last blank.
ALTER TABLE customers ADD COLUMN given_name VARCHAR(200) DEFAULT '' NOT NULL;

ALTER TABLE customers ADD COLUMN family_name VARCHAR(200) DEFAULT '' NOT NULL;

UPDATE customers
SET given_name = CASE
        WHEN full_name LIKE '% %' THEN RTRIM(RTRIM(full_name, REPLACE(full_name, ' ', '')))
        ELSE full_name
    END,
    family_name = CASE
        WHEN full_name LIKE '% %' THEN SUBSTR(full_name, LENGTH(RTRIM(full_name, REPLACE(full_name, ' ', ''))) + 1)
        ELSE ''
    END;
