-- Back to the title.
ALTER TABLE products RENAME COLUMN name TO title;
