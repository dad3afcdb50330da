DO $$ -- it's ;
 /* ; $$; SELECT 2;