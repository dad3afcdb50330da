INSERT INTO item VALUES (10, 'f');
-- no way back, and no line end