DROP TABLE {{ .Name }};
