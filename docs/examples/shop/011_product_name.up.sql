-- Categories have a name, products have a title, and everybody mistypes it once. From here on it is the name everywhere.
ALTER TABLE products RENAME COLUMN title TO name;
