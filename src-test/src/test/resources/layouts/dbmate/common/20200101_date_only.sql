-- migrate:up
INSERT INTO regions (code) VALUES ('date');
-- migrate:down
DELETE FROM regions WHERE code = 'date';
