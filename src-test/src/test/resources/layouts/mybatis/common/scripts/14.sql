-- // nothing up
-- //@UNDO
DELETE FROM item WHERE name = 'f';