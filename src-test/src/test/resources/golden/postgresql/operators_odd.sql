SELECT a #>> '{x,y}', b @> c, d ?| e, f <-> g, h ~* ';', i !~~* 'j', @-5, 2^3;
SELECT 1;