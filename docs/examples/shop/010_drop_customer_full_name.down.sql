-- Puts the full name together again from its parts. The default lets the column in while there are rows, and leaves afterwards.
ALTER TABLE customers ADD COLUMN full_name VARCHAR(200) DEFAULT '' NOT NULL;

UPDATE customers SET full_name = TRIM(CONCAT(given_name, ' ', family_name));

ALTER TABLE customers ALTER COLUMN full_name DROP DEFAULT;
