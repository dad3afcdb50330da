CREATE TABLE "schema_migrations" (version varchar(128) primary key)
--;;
INSERT INTO schema_migrations VALUES ('20200101000001'), ('20200101000002'), ('20200101000003'), ('20200101000004'), ('20200101000005')
