DELIMITER //
SELECT 'a//b', "//", `//` /* // */ -- //
, 1//
SELECT 2//