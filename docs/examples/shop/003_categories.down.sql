-- Takes the categories away again; the index goes with its table.
DROP TABLE categories;
