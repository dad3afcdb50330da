-- One line for each order with its sum, for the back office and the accountant, so that nobody adds it up in his own way.
-- An order without lines is shown too, with a total of nought.
CREATE VIEW order_totals AS
SELECT o.id AS order_id,
       o.placed_on,
       o.status,
       c.given_name,
       c.family_name,
       COUNT(l.line_no) AS line_count,
       COALESCE(SUM(l.quantity * l.unit_price_cents), 0) AS total_cents
FROM orders o
JOIN customers c ON c.id = o.customer_id
LEFT JOIN order_lines l ON l.order_id = o.id
GROUP BY o.id, o.placed_on, o.status, c.given_name, c.family_name;
