COPY a FROM stdin;
1
\.
COPY b FROM stdin;
2
\.
