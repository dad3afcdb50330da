-- Away without holding up the shop.
DROP INDEX CONCURRENTLY orders_open_idx;
