-- // grüße
INSERT INTO customer VALUES (4, 'Grüße, 表');
-- //@UNDO
DELETE FROM customer WHERE id = 4;
