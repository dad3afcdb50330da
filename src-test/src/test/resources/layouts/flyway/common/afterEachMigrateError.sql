INSERT INTO calls SELECT coalesce(max(n), 0) + 1, 'afterEachMigrateError' FROM calls;
