-- +goose Up
-- +goose StatementBegin
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, note VARCHAR(200));
ALTER TABLE orders ADD COLUMN total INTEGER;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
DROP TABLE orders;
-- +goose StatementEnd
