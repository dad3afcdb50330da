--liquibase formatted sql
--changeset frank:count
CREATE TABLE runs (number INTEGER NOT NULL);
--rollback DROP TABLE runs;
--changeset frank:always runAlways:true
INSERT INTO runs SELECT count(*) + 1 FROM runs;
--rollback DELETE FROM runs;
