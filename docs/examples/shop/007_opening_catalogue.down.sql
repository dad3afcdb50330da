-- Removes what the shop opened with, and nothing else: the children before their parents.
DELETE FROM products WHERE id IN (1, 2, 3, 4, 5, 6);

DELETE FROM categories WHERE code IN ('coffee', 'knives', 'seeds');

DELETE FROM categories WHERE code IN ('kitchen', 'garden');
