SELECT 1 -- a; it's
, 2 /* b; /* c */; SELECT 3--;
, 4;