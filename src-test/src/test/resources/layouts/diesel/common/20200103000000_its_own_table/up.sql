CREATE TABLE diesel_schema_migrations_of_old (version VARCHAR(50) PRIMARY KEY);
INSERT INTO diesel_schema_migrations_of_old VALUES ('20200101000001');