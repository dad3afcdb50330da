CREATE SCHEMA shop;
CREATE SCHEMA "odd ""name""; --";
COMMENT ON SCHEMA shop IS 'the shop; it''s -- not /* a comment */ \ $$ $x$';
CREATE TYPE shop.mood AS ENUM ('glad', 'it''s; so-so', 'sad');
CREATE DOMAIN shop.code AS text CONSTRAINT code_form CHECK (VALUE ~ '^[A-Z;]+\\?$') DEFAULT E'A\\';
CREATE TYPE shop.point AS (x integer, y integer);
CREATE TYPE shop.span AS RANGE (subtype = numeric);
CREATE SEQUENCE shop.ticket START 7 INCREMENT 3 MAXVALUE 1000 CYCLE;
CREATE TABLE shop.customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    mood shop.mood DEFAULT 'glad',
    code shop.code,
    upper_name text GENERATED ALWAYS AS (upper(name)) STORED,
    tags text[] DEFAULT '{}',
    photo bytea,
    facts jsonb,
    since timestamp with time zone,
    ticket integer DEFAULT nextval('shop.ticket')
);
COMMENT ON COLUMN shop.customer.name IS E'first line\nsecond; line\twith \\ and ''quotes''';
CREATE TABLE shop."order; line" (
    "id; --" integer NOT NULL,
    customer bigint REFERENCES shop.customer ON DELETE CASCADE,
    "of ""date""" date,
    amount numeric(12, 2) CHECK (amount >= 0),
    CONSTRAINT "key; of line" UNIQUE ("id; --", customer)
);
CREATE TABLE shop.event (at date, what text) PARTITION BY RANGE (at);
CREATE TABLE shop.event_old PARTITION OF shop.event FOR VALUES FROM ('2020-01-01') TO ('2025-01-01');
CREATE TABLE shop.event_new PARTITION OF shop.event DEFAULT;
CREATE TABLE shop.log (entry text, at integer);
CREATE TABLE "odd ""name""; --".empty ();
CREATE INDEX customer_lower ON shop.customer (lower(name)) WHERE name <> ';';
CREATE UNIQUE INDEX customer_code ON shop.customer (code) INCLUDE (name);
CREATE VIEW shop.glad AS SELECT id, name || ';--' AS shown FROM shop.customer WHERE mood = 'glad';
CREATE MATERIALIZED VIEW shop.counted AS SELECT mood, count(*) AS many FROM shop.customer GROUP BY mood;
CREATE FUNCTION shop.noted() RETURNS trigger LANGUAGE plpgsql AS $noted$
BEGIN
    -- a comment; with ' a quote and $$ dollars
    INSERT INTO shop.log VALUES ('new; ' || NEW.name, 1);
    IF NEW.name LIKE '%;%' THEN
        EXECUTE $$INSERT INTO shop.log VALUES ('semicolon;', 2)$$;
    END IF;
    RETURN NEW;
END;
$noted$;
CREATE FUNCTION shop.added(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
    SELECT CASE WHEN a > 0 THEN a + b ELSE b END;
END;
CREATE PROCEDURE shop.clear_log(IN upto integer) LANGUAGE sql AS 'DELETE FROM shop.log WHERE at < upto; SELECT 1;';
CREATE AGGREGATE shop.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE RULE log_twice AS ON INSERT TO shop."order; line" DO ALSO (
    INSERT INTO shop.log VALUES ('one;', 1); INSERT INTO shop.log VALUES ('two', 2));
CREATE TRIGGER noted AFTER INSERT ON shop.customer FOR EACH ROW EXECUTE FUNCTION shop.noted();
ALTER TABLE shop.log ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.log FOR SELECT USING (entry <> ';');
CREATE STATISTICS shop.correlated (dependencies) ON name, mood FROM shop.customer;
GRANT SELECT ON shop.glad TO PUBLIC;
INSERT INTO shop.customer (name, mood, code, tags, photo, facts, since) VALUES
    ('plain', 'glad', 'A', '{}', NULL, NULL, NULL),
    (E'it''s; "quoted" \\ back\\\\slash', 'it''s; so-so', 'B;', '{"a;b","c\"d","NULL",NULL}', '\x00ff5c0a27', '{"a": "x;\n\\"}', '2024-02-29 23:59:59.123456+05:30'),
    (E'tab\there\nline feed\rreturn\r\nboth\b\f', 'sad', E'C\\', NULL, '\x', '[]', 'infinity'),
    (E'\\.', 'sad', NULL, NULL, NULL, NULL, NULL),
    (E'\\N', 'sad', NULL, NULL, NULL, NULL, NULL),
    (E'first\n\\.\nlast', 'sad', NULL, NULL, NULL, NULL, NULL),
    ('', NULL, NULL, NULL, NULL, NULL, NULL),
    ('grüße 表 😀 e' || chr(769), 'glad', 'Z', NULL, NULL, NULL, NULL),
    ('-- no comment /* none */ $$ $x$; COMMIT; \connect x', 'glad', 'ZZ', NULL, NULL, NULL, NULL);
INSERT INTO shop."order; line" VALUES (1, 2, '2024-02-29', 12.50), (2, 3, NULL, 0);
INSERT INTO shop.event VALUES ('2021-01-01', 'old'), ('2026-01-01', 'new;');
REFRESH MATERIALIZED VIEW shop.counted;
SELECT lo_from_bytea(4711, '\x00275c3b0a');
COMMENT ON LARGE OBJECT 4711 IS 'an object; large';
