-- +goose Up
INSERT INTO regions (code, label) VALUES ('a;b', 'x -- no comment'); -- the end
INSERT INTO regions (code) VALUES ('c');
-- +goose Down
DELETE FROM regions;
