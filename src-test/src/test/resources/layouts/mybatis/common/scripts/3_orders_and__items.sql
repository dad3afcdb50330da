// a comment that only this tool knows
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL
); -- what stands behind is passed over
// another one, between statements; as it is
CREATE TABLE item (order_id INTEGER NOT NULL, name VARCHAR(100) NOT NULL);
	 --	//	@UNDO of all this
DROP TABLE item;
DROP TABLE orders;
-- //@UNDO a second mark is a comment
