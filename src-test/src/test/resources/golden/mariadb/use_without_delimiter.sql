USE shop
SELECT 1;
USE other; SELECT 2;
USE
  third;
USE a -- b
SELECT 3;