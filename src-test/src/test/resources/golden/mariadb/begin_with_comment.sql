BEGIN -- now
;
SELECT 1; BEGIN /* a */ ; SELECT 2;