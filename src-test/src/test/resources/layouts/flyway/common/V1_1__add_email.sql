ALTER TABLE accounts ADD COLUMN email VARCHAR(200);
UPDATE accounts SET email = 'owner@example.org' WHERE id = 1;
