-- Nobody has sent us a fax in years, and a number that is not kept cannot leak.
ALTER TABLE customers DROP COLUMN fax;
