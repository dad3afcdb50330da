-- migrate:up
CREATE TABLE pair_one (id INTEGER PRIMARY KEY);
-- migrate:down
DROP TABLE pair_one;
-- migrate:up transaction:false
CREATE TABLE pair_two (id INTEGER PRIMARY KEY);
INSERT INTO pair_two VALUES (1);
-- migrate:down transaction:false
DROP TABLE pair_two;
-- migrate:up
INSERT INTO pair_two VALUES (2);
-- migrate:down
-- nothing
