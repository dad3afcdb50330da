-- migrate:up
INSERT INTO regions (code, label) VALUES ('a;b', 'x -- no comment
second; line');
INSERT INTO regions (code) VALUES ('c')
-- migrate:down
DELETE FROM regions
