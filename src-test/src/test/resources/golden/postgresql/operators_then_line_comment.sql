SELECT 1 +--; nothing
2; SELECT 3 <--;
4;