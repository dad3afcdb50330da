SET standard_conforming_strings = false;
SELECT '\';';
RESET ALL;
SELECT '\'; SELECT 1;