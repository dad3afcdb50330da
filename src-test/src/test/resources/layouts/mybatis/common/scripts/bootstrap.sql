-- // Bootstrap.sql
-- This is the only SQL script file that is NOT a valid migration.
CREATE TABLE never_made_here (id INTEGER);
