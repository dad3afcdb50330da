-- // another delimiter, and back
-- @DELIMITER !!
INSERT INTO item VALUES (9, 'a; b')!!
INSERT INTO item VALUES (9,
    'c')!! -- done
-- //@DELIMITER ;
INSERT INTO item VALUES (10, 'd');
-- //@UNDO
-- @delimiter $
DELETE FROM item$
-- @delimiter ;
