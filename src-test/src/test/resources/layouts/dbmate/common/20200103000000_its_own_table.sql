-- migrate:up
CREATE TABLE schema_migrations_of_old (version VARCHAR(128) PRIMARY KEY);
INSERT INTO schema_migrations_of_old VALUES ('20200101000001');
-- migrate:down
DROP TABLE schema_migrations_of_old;
