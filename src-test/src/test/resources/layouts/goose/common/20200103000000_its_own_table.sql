-- +goose Up
CREATE TABLE goose_db_version_of_old (version_id BIGINT NOT NULL);
INSERT INTO goose_db_version_of_old VALUES (0);
-- +goose Down
DROP TABLE goose_db_version_of_old;
