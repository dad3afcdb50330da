SET SESSION sql_mode='STRICT_TRANS_TABLES,no_backslash_escapes';
SELECT 'a\'; SELECT 1;