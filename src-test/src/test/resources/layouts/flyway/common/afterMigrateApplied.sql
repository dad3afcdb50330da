INSERT INTO calls SELECT coalesce(max(n), 0) + 1, 'afterMigrateApplied' FROM calls;
