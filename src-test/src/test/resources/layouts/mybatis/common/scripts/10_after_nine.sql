-- // ids are compared as numbers
INSERT INTO orders VALUES (10, 2);
-- //@UNDO
DELETE FROM orders WHERE id = 10;
