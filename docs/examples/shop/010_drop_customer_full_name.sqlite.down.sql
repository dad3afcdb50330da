-- Puts the full name together again from its parts. The default stays: SQLite cannot take it back without rebuilding
-- a table that others point at, and an unused default is not worth that.
ALTER TABLE customers ADD COLUMN full_name VARCHAR(200) DEFAULT '' NOT NULL;

UPDATE customers SET full_name = TRIM(given_name || ' ' || family_name);
