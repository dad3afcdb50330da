-- Accounts of ${owner}; the letters of a placeholder's name count alike.
CREATE TABLE accounts (
    id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    note VARCHAR(200)
);
INSERT INTO accounts (id, name, note) VALUES (1, '${owner}', '${REGION}; still one statement');
