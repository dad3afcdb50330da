CREATE TABLE IF NOT EXISTS calls (n INTEGER NOT NULL, event VARCHAR(100) NOT NULL);
INSERT INTO calls SELECT coalesce(max(n), 0) + 1, 'beforeMigrate' FROM calls;
