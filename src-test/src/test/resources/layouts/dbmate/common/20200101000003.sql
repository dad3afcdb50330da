--    migrate:up   transaction:true
CREATE TABLE regions (code VARCHAR(10) PRIMARY KEY, label VARCHAR(80));
--    migrate:down
DROP TABLE regions;