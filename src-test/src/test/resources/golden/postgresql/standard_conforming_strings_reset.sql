SET SESSION standard_conforming_strings = 'off';
SELECT '\';';
RESET standard_conforming_strings;
SELECT '\'; SELECT 1;