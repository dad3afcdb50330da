SELECT a.b, .5, 1.5 FROM
main
.t; SELECT 2;