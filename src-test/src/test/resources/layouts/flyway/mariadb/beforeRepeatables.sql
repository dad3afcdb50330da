INSERT INTO calls SELECT coalesce(max(n), 0) + 1, 'beforeRepeatables' FROM calls;
