SET standard_conforming_strings = off;
SELECT X'1F', B'01\', U&'\', E'\'', '\'';SELECT 1;