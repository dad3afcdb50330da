-- +goose Up
-- +goose StatementBegin
CREATE PROCEDURE greet(IN who VARCHAR(20))
BEGIN
    -- hello; and more
    SELECT CONCAT('hello; ', who);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER order_counted AFTER INSERT ON orders FOR EACH ROW
BEGIN
    UPDATE customers SET orders = orders + 1 WHERE id = NEW.customer_id;
END;
-- +goose StatementEnd
INSERT INTO orders (id, customer_id, note)
-- a comment; inside
VALUES (1, 1, 'first; order');

-- +goose Down
DELETE FROM orders WHERE id = 1;
DROP TRIGGER order_counted;
DROP PROCEDURE greet;
