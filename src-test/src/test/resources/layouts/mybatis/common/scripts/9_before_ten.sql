-- // ids are compared as numbers
INSERT INTO orders VALUES (9, 1);
-- //@UNDO
DELETE FROM orders WHERE id = 9;
