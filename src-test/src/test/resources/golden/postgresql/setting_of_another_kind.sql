SET search_path = a, b;
SET client_min_messages TO warning;
SELECT '\'; SELECT 1;