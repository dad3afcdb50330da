SELECT 1;
DO $body$
BEGIN
  NULL;
END $bod$;
