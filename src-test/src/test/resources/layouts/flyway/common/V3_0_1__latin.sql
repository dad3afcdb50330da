INSERT INTO accounts (id, name, note) VALUES (4, 'café', 'über 3 §');
