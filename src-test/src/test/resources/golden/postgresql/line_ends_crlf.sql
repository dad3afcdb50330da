SELECT 1,
  2;
-- c
SELECT 3;
