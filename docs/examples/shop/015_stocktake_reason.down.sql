-- Stocktake lines become corrections, as they were booked before; the difference between the two is lost.
UPDATE stock_movements SET reason = 'correction' WHERE reason = 'stocktake';

ALTER TABLE stock_movements DROP CONSTRAINT stock_movements_reason_ck;

ALTER TABLE stock_movements ADD CONSTRAINT stock_movements_reason_ck
    CHECK (reason IN ('receipt', 'sale', 'return', 'correction'));
