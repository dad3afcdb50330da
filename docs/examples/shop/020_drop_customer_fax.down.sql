-- Brings the column back for a release that still reads it. It comes back empty: the numbers were meant to go, and are gone.
ALTER TABLE customers ADD COLUMN fax VARCHAR(30);
