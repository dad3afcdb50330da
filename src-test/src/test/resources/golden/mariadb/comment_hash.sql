SELECT 1; # it's; a comment
SELECT 2 # another; one
, 3;