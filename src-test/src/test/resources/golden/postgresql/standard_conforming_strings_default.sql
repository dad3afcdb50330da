set local standard_conforming_strings to off;
SELECT '\';';
SET standard_conforming_strings TO DEFAULT;
SELECT '\'; SELECT 1;