COPY t (a, b) FROM stdin;
1	x;y
2	\N
\.

SELECT 2;
