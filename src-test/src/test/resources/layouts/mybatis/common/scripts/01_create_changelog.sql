-- // Create Changelog

-- Default DDL for changelog table that will keep
-- a record of the migrations that have been run.
CREATE TABLE ${changelog} (
ID NUMERIC(20,0) NOT NULL PRIMARY KEY,
APPLIED_AT VARCHAR(25) NOT NULL,
DESCRIPTION VARCHAR(255) NOT NULL
);

-- //@UNDO

DROP TABLE ${changelog};
