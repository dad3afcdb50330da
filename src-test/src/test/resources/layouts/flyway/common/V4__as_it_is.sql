INSERT INTO accounts (id, name, note) VALUES (5, 'template', 'Dear ${customer}, ${owner}');
