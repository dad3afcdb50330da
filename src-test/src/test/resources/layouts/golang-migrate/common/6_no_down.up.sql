INSERT INTO regions (code) VALUES ('one way');
