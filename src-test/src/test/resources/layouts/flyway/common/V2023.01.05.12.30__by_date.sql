CREATE INDEX orders_by_account ON orders (account);
