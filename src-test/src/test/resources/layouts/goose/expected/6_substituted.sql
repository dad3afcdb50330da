-- +goose Up
INSERT INTO regions (code, label) VALUES ('off', '${REGION} $REGION');
INSERT INTO regions (code, label) VALUES ('on', 'north north. $5 $7');
INSERT INTO regions (code, label) VALUES ('default', 'onetwonorth');
INSERT INTO regions (code, label) VALUES ('part', 'ort');
INSERT INTO regions (code, label) VALUES ('again', '${REGION}');
