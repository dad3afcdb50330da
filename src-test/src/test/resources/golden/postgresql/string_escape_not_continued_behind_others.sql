SELECT E'a', $$;$$
'b\'; SELECT 2;
SELECT E'a' /* c
 */ 'b\'; SELECT E'a'
/* c */ 'b\'; SELECT 3;