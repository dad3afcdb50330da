CREATE PROCEDURE p()
BEGIN
  SELECT begin, end, t.`case`, t.if, x.loop FROM t WHERE t.end > 1 AND begin < end;
  INSERT INTO bookings (begin, end) VALUES (1, 2);
  SET @end = 1, @begin = 2, @case = 3;
END;
SELECT end FROM t;