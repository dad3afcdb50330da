-- The catalogue the shop opens with. Parents stand before their children.
INSERT INTO categories (code, parent_code, name) VALUES
    ('kitchen', NULL, 'Kitchen'),
    ('garden', NULL, 'Garden');

INSERT INTO categories (code, parent_code, name) VALUES
    ('coffee', 'kitchen', 'Coffee & tea'),
    ('knives', 'kitchen', 'Knives'),
    ('seeds', 'garden', 'Seeds');

INSERT INTO products (id, sku, title, category_code, price_cents) VALUES
    (1, 'COF-POT-06', 'Moka pot, 6 cups', 'coffee', 3490),
    (2, 'COF-MIL-01', 'Hand mill', 'coffee', 5900),
    (3, 'KNI-CHF-20', 'Chef''s knife, 20 cm', 'knives', 8950),
    (4, 'KNI-PAR-09', 'Paring knife, 9 cm', 'knives', 1895),
    (5, 'SED-TOM-10', 'Tomato seeds; 10 heirloom sorts', 'seeds', 1250),
    (6, 'SED-BAS-01', 'Basil seeds', 'seeds', 295);
