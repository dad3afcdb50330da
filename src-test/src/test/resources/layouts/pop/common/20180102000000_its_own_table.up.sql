CREATE TABLE schema_migration_of_old (version VARCHAR(48) NOT NULL);
INSERT INTO schema_migration_of_old VALUES ('20150101000000');