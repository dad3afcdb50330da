INSERT INTO orders SELECT 11, account, total + 1 FROM orders WHERE id = 10;
