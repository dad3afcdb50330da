-- The orders taken by hand at the market stall before the shop went online, so that the books begin with the first sale.
INSERT INTO customers (id, email, full_name, fax) VALUES
    (1, 'zoe.martin@example.com', 'Zoë Martin', NULL),
    (2, 'j.p.muller@example.com', 'Jean Paul Müller', '+49 30 5550102'),
    (3, 'oconnor@example.org', 'Siobhán O''Connor', NULL),
    (4, 'madhavi@example.net', 'Madhavi', NULL);

INSERT INTO addresses (id, customer_id, kind, street, postal_code, city, country_code) VALUES
    (1, 1, 'shipping', '12 rue des Lilas', '69003', 'Lyon', 'FR'),
    (2, 2, 'billing', 'Gartenstraße 5', '10115', 'Berlin', 'DE'),
    (3, 2, 'shipping', 'Am Hof 1', '14467', 'Potsdam', 'DE'),
    (4, 3, 'shipping', '3 Quay Street', 'H91 XK21', 'Galway', 'IE'),
    (5, 4, 'shipping', 'Prinsengracht 80', '1015 EA', 'Amsterdam', 'NL');

INSERT INTO orders (id, customer_id, ship_to_address_id, placed_on, status) VALUES
    (1001, 1, 1, '2025-03-01', 'shipped'),
    (1002, 2, 3, '2025-03-01', 'shipped'),
    (1003, 3, 4, '2025-03-08', 'cancelled'),
    (1004, 1, 1, '2025-03-15', 'paid'),
    (1005, 4, 5, '2025-03-15', 'placed');

INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price_cents) VALUES
    (1001, 1, 1, 1, 3490),
    (1001, 2, 5, 2, 1250),
    (1002, 1, 3, 1, 8500),
    (1003, 1, 2, 1, 5900),
    (1004, 1, 6, 4, 295),
    (1004, 2, 4, 1, 1895),
    (1005, 1, 2, 1, 5900);
