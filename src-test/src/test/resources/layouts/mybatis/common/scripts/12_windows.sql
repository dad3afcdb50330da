-- // lines that end as on Windows
INSERT INTO item VALUES (10,
  'e');
--//@UNDO
DELETE FROM item WHERE name = 'e';
