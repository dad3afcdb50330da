SELECT pg_catalog.set_config('standard_conforming_strings', 'off', false);
SELECT 'a\';b';
SELECT set_config( 'Standard_Conforming_Strings', 'on', false), 1;
SELECT 'a\';
SELECT set_config('search_path', 'off', false);
SELECT 'b\';
SELECT 2;