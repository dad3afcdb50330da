INSERT INTO orders SELECT 10, account, total + 1 FROM orders WHERE id = 9;
