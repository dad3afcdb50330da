-- Takes the addresses away again.
DROP TABLE addresses;
