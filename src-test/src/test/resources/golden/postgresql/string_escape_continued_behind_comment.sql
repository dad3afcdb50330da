SELECT E'a' -- why
 'b\';c'; SELECT 2;