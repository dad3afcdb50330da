--+goose up
CREATE TABLE regions (code VARCHAR(10) PRIMARY KEY, label VARCHAR(80));
--   +goose DOWN
DROP TABLE regions;