-- The second half (contract) of the split of the name; the reasons stand in the general file of this version.
UPDATE customers
SET given_name = CASE
        WHEN full_name LIKE '% %' THEN RTRIM(RTRIM(full_name, REPLACE(full_name, ' ', '')))
        ELSE full_name
    END,
    family_name = CASE
        WHEN full_name LIKE '% %' THEN SUBSTR(full_name, LENGTH(RTRIM(full_name, REPLACE(full_name, ' ', ''))) + 1)
        ELSE ''
    END
WHERE TRIM(given_name || ' ' || family_name) <> full_name;

ALTER TABLE customers DROP COLUMN full_name;
