BEGIN;
SET LOCAL standard_conforming_strings = off;
SELECT 'a\';', 1;
SAVEPOINT s;
ROLLBACK TO s;
SELECT 'b\';', 2;
COMMIT;
SELECT 'c\';
BEGIN;
SELECT set_config('standard_conforming_strings', 'off', true);
SELECT 'd\';', 4;
END;
SELECT 'e\';
SET SESSION standard_conforming_strings = off;
COMMIT;
SELECT 'f\';', 6
