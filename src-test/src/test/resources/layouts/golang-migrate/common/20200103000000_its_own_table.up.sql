CREATE TABLE IF NOT EXISTS schema_migrations_of_old (version BIGINT NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL);
INSERT INTO schema_migrations_of_old VALUES (6, FALSE);