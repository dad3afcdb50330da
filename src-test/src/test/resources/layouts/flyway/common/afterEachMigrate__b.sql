INSERT INTO calls SELECT coalesce(max(n), 0) + 1, 'afterEachMigrate b' FROM calls;
