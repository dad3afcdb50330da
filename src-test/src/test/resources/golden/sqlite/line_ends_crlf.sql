CREATE TABLE t (
  a, -- x
  b
);
SELECT 'a
b';
