CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $f$
BEGIN
  EXECUTE $q$ SELECT $$x;$$ || 'y;' $q$;
  RETURN $1;
END;
$f$;
SELECT 2;