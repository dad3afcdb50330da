-- +goose Up
INSERT INTO regions (code, label) VALUES ('off', '${REGION} $REGION');
-- +goose ENVSUB ON
INSERT INTO regions (code, label) VALUES ('on', '${REGION} $REGION. \$5 $$7');
INSERT INTO regions (code, label) VALUES ('default', '${LOCKSTEP_UNSET:-one}${LOCKSTEP_UNSET-two}${LOCKSTEP_UNSET:-$REGION}$LOCKSTEP_UNSET');
INSERT INTO regions (code, label) VALUES ('part', '${REGION:1:3}');
-- +goose ENVSUB OFF
INSERT INTO regions (code, label) VALUES ('again', '${REGION}');

-- +goose Down
-- +goose ENVSUB ON
DELETE FROM regions WHERE label = '${REGION} $REGION. \$5 $$7';
DELETE FROM regions WHERE code IN ('off', 'default', 'part', 'again');
