COPY s.t (a) FROM STDIN WITH (FORMAT csv, NULL ';') WHERE a > (1); 
1;'
"x
\.
SELECT 2;