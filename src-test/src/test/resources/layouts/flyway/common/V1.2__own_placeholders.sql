INSERT INTO accounts (id, name, note) VALUES (2, '${flyway:filename}', '${flyway:table} ${flyway:environment}');
INSERT INTO accounts (id, name, note) VALUES (3, 'where', '${flyway:workingDirectory}');
