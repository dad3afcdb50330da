-- Takes the products away again.
DROP TABLE products;
