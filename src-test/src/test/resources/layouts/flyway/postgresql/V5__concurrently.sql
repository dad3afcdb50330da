CREATE INDEX CONCURRENTLY accounts_by_name ON accounts (name);
