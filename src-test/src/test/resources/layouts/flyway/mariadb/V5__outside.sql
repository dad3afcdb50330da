CREATE INDEX accounts_by_name ON accounts (name);
INSERT INTO accounts (id, name) VALUES (50, 'outside');
