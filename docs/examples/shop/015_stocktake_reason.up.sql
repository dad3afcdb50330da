-- The yearly stocktake finds differences that are nobody's correction; the auditor wants to see them apart.
ALTER TABLE stock_movements DROP CONSTRAINT stock_movements_reason_ck;

ALTER TABLE stock_movements ADD CONSTRAINT stock_movements_reason_ck
    CHECK (reason IN ('receipt', 'sale', 'return', 'correction', 'stocktake'));
