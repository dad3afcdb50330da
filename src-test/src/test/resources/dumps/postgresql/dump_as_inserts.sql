--
-- PostgreSQL database dump
--

\restrict e6EzNoY2oyn9l36BfRmHS4X4KIfNBrskaZrIf4iIaAI3bvXK8ifXvcS8EMxVe5h

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

DROP POLICY IF EXISTS "own" ON "shop"."log";
ALTER TABLE IF EXISTS ONLY "shop"."order; line" DROP CONSTRAINT IF EXISTS "order; line_customer_fkey";
DROP TRIGGER IF EXISTS "noted" ON "shop"."customer";
DROP RULE IF EXISTS "log_twice" ON "shop"."order; line";
DROP STATISTICS IF EXISTS "shop"."correlated";
DROP INDEX IF EXISTS "shop"."customer_lower";
DROP INDEX IF EXISTS "shop"."customer_code";
ALTER TABLE IF EXISTS ONLY "shop"."order; line" DROP CONSTRAINT IF EXISTS "key; of line";
ALTER TABLE IF EXISTS ONLY "shop"."customer" DROP CONSTRAINT IF EXISTS "customer_pkey";
DROP TABLE IF EXISTS "shop"."order; line";
DROP TABLE IF EXISTS "shop"."log";
DROP VIEW IF EXISTS "shop"."glad";
DROP TABLE IF EXISTS "shop"."event_old";
DROP TABLE IF EXISTS "shop"."event_new";
DROP TABLE IF EXISTS "shop"."event";
DROP MATERIALIZED VIEW IF EXISTS "shop"."counted";
DROP TABLE IF EXISTS "shop"."customer";
DROP SEQUENCE IF EXISTS "shop"."ticket";
DROP TABLE IF EXISTS "odd ""name""; --"."empty";
DROP AGGREGATE IF EXISTS "shop"."total"(integer);
DROP FUNCTION IF EXISTS "shop"."noted"();
DROP PROCEDURE IF EXISTS "shop"."clear_log"(IN "upto" integer);
DROP FUNCTION IF EXISTS "shop"."added"("a" integer, "b" integer);
DROP TYPE IF EXISTS "shop"."span";
DROP TYPE IF EXISTS "shop"."point";
DROP TYPE IF EXISTS "shop"."mood";
DROP DOMAIN IF EXISTS "shop"."code";
DROP SCHEMA IF EXISTS "shop";
DROP SCHEMA IF EXISTS "odd ""name""; --";
--
-- Name: odd "name"; --; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA "odd ""name""; --";


--
-- Name: SCHEMA "public"; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA "public" IS 'standard public schema';


--
-- Name: shop; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA "shop";


--
-- Name: SCHEMA "shop"; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA "shop" IS 'the shop; it''s -- not /* a comment */ \ $$ $x$';


--
-- Name: code; Type: DOMAIN; Schema: shop; Owner: -
--

CREATE DOMAIN "shop"."code" AS "text" DEFAULT 'A\'::"text"
	CONSTRAINT "code_form" CHECK ((VALUE ~ '^[A-Z;]+\\?$'::"text"));


--
-- Name: mood; Type: TYPE; Schema: shop; Owner: -
--

CREATE TYPE "shop"."mood" AS ENUM (
    'glad',
    'it''s; so-so',
    'sad'
);


--
-- Name: point; Type: TYPE; Schema: shop; Owner: -
--

CREATE TYPE "shop"."point" AS (
	"x" integer,
	"y" integer
);


--
-- Name: span; Type: TYPE; Schema: shop; Owner: -
--

CREATE TYPE "shop"."span" AS RANGE (
    subtype = numeric,
    multirange_type_name = "shop"."span_multirange"
);


--
-- Name: added(integer, integer); Type: FUNCTION; Schema: shop; Owner: -
--

CREATE FUNCTION "shop"."added"("a" integer, "b" integer DEFAULT 1) RETURNS integer
    LANGUAGE "sql" IMMUTABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN ("a" > 0) THEN ("a" + "b")
             ELSE "b"
         END AS "b";
END;


--
-- Name: clear_log(integer); Type: PROCEDURE; Schema: shop; Owner: -
--

CREATE PROCEDURE "shop"."clear_log"(IN "upto" integer)
    LANGUAGE "sql"
    AS $$DELETE FROM shop.log WHERE at < upto; SELECT 1;$$;


--
-- Name: noted(); Type: FUNCTION; Schema: shop; Owner: -
--

CREATE FUNCTION "shop"."noted"() RETURNS "trigger"
    LANGUAGE "plpgsql"
    AS $_$
BEGIN
    -- a comment; with ' a quote and $$ dollars
    INSERT INTO shop.log VALUES ('new; ' || NEW.name, 1);
    IF NEW.name LIKE '%;%' THEN
        EXECUTE $$INSERT INTO shop.log VALUES ('semicolon;', 2)$$;
    END IF;
    RETURN NEW;
END;
$_$;


--
-- Name: total(integer); Type: AGGREGATE; Schema: shop; Owner: -
--

CREATE AGGREGATE "shop"."total"(integer) (
    SFUNC = "int4pl",
    STYPE = integer,
    INITCOND = '0'
);


SET default_tablespace = '';

SET default_table_access_method = "heap";

--
-- Name: empty; Type: TABLE; Schema: odd "name"; --; Owner: -
--

CREATE TABLE "odd ""name""; --"."empty" (
);


--
-- Name: ticket; Type: SEQUENCE; Schema: shop; Owner: -
--

CREATE SEQUENCE "shop"."ticket"
    START WITH 7
    INCREMENT BY 3
    NO MINVALUE
    MAXVALUE 1000
    CACHE 1
    CYCLE;


--
-- Name: customer; Type: TABLE; Schema: shop; Owner: -
--

CREATE TABLE "shop"."customer" (
    "id" bigint NOT NULL,
    "name" "text" NOT NULL,
    "mood" "shop"."mood" DEFAULT 'glad'::"shop"."mood",
    "code" "shop"."code",
    "upper_name" "text" GENERATED ALWAYS AS ("upper"("name")) STORED,
    "tags" "text"[] DEFAULT '{}'::"text"[],
    "photo" "bytea",
    "facts" "jsonb",
    "since" timestamp with time zone,
    "ticket" integer DEFAULT "nextval"('"shop"."ticket"'::"regclass")
);


--
-- Name: COLUMN "customer"."name"; Type: COMMENT; Schema: shop; Owner: -
--

COMMENT ON COLUMN "shop"."customer"."name" IS 'first line
second; line	with \ and ''quotes''';


--
-- Name: counted; Type: MATERIALIZED VIEW; Schema: shop; Owner: -
--

CREATE MATERIALIZED VIEW "shop"."counted" AS
 SELECT "customer"."mood",
    "count"(*) AS "many"
   FROM "shop"."customer"
  GROUP BY "customer"."mood"
  WITH NO DATA;


--
-- Name: customer_id_seq; Type: SEQUENCE; Schema: shop; Owner: -
--

ALTER TABLE "shop"."customer" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME "shop"."customer_id_seq"
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: event; Type: TABLE; Schema: shop; Owner: -
--

CREATE TABLE "shop"."event" (
    "at" "date",
    "what" "text"
)
PARTITION BY RANGE ("at");


--
-- Name: event_new; Type: TABLE; Schema: shop; Owner: -
--

CREATE TABLE "shop"."event_new" (
    "at" "date",
    "what" "text"
);


--
-- Name: event_old; Type: TABLE; Schema: shop; Owner: -
--

CREATE TABLE "shop"."event_old" (
    "at" "date",
    "what" "text"
);


--
-- Name: glad; Type: VIEW; Schema: shop; Owner: -
--

CREATE VIEW "shop"."glad" AS
 SELECT "customer"."id",
    ("customer"."name" || ';--'::"text") AS "shown"
   FROM "shop"."customer"
  WHERE ("customer"."mood" = 'glad'::"shop"."mood");


--
-- Name: log; Type: TABLE; Schema: shop; Owner: -
--

CREATE TABLE "shop"."log" (
    "entry" "text",
    "at" integer
);


--
-- Name: order; line; Type: TABLE; Schema: shop; Owner: -
--

CREATE TABLE "shop"."order; line" (
    "id; --" integer NOT NULL,
    "customer" bigint,
    "of ""date""" "date",
    "amount" numeric(12,2),
    CONSTRAINT "order; line_amount_check" CHECK (("amount" >= (0)::numeric))
);


--
-- Name: event_new; Type: TABLE ATTACH; Schema: shop; Owner: -
--

ALTER TABLE ONLY "shop"."event" ATTACH PARTITION "shop"."event_new" DEFAULT;


--
-- Name: event_old; Type: TABLE ATTACH; Schema: shop; Owner: -
--

ALTER TABLE ONLY "shop"."event" ATTACH PARTITION "shop"."event_old" FOR VALUES FROM ('2020-01-01') TO ('2025-01-01');


--
-- Data for Name: empty; Type: TABLE DATA; Schema: odd "name"; --; Owner: -
--



--
-- Data for Name: customer; Type: TABLE DATA; Schema: shop; Owner: -
--

INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (1, 'plain', 'glad', 'A', '{}', NULL, NULL, NULL, 7);
INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (2, 'it''s; "quoted" \ back\\slash', 'it''s; so-so', 'B;', '{a;b,"c\"d","NULL",NULL}', '\x00ff5c0a27', '{"a": "x;\n\\"}', '2024-02-29 18:29:59.123456+00', 10);
INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (3, 'tab	here
line feedreturn
both', 'sad', 'C\', NULL, '\x', '[]', 'infinity', 13);
INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (4, '\.', 'sad', NULL, NULL, NULL, NULL, NULL, 16);
INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (5, '\N', 'sad', NULL, NULL, NULL, NULL, NULL, 19);
INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (6, 'first
\.
last', 'sad', NULL, NULL, NULL, NULL, NULL, 22);
INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (7, '', NULL, NULL, NULL, NULL, NULL, NULL, 25);
INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (8, 'grüße 表 😀 é', 'glad', 'Z', NULL, NULL, NULL, NULL, 28);
INSERT INTO "shop"."customer" ("id", "name", "mood", "code", "tags", "photo", "facts", "since", "ticket") OVERRIDING SYSTEM VALUE VALUES (9, '-- no comment /* none */ $$ $x$; COMMIT; \connect x', 'glad', 'ZZ', NULL, NULL, NULL, NULL, 31);


--
-- Data for Name: event_new; Type: TABLE DATA; Schema: shop; Owner: -
--

INSERT INTO "shop"."event_new" ("at", "what") VALUES ('2026-01-01', 'new;');


--
-- Data for Name: event_old; Type: TABLE DATA; Schema: shop; Owner: -
--

INSERT INTO "shop"."event_old" ("at", "what") VALUES ('2021-01-01', 'old');


--
-- Data for Name: log; Type: TABLE DATA; Schema: shop; Owner: -
--

INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; plain', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; it''s; "quoted" \ back\\slash', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('semicolon;', 2);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; tab	here
line feedreturn
both', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; \.', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; \N', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; first
\.
last', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; ', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; grüße 表 😀 é', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('new; -- no comment /* none */ $$ $x$; COMMIT; \connect x', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('semicolon;', 2);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('one;', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('one;', 1);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('two', 2);
INSERT INTO "shop"."log" ("entry", "at") VALUES ('two', 2);


--
-- Data for Name: order; line; Type: TABLE DATA; Schema: shop; Owner: -
--

INSERT INTO "shop"."order; line" ("id; --", "customer", "of ""date""", "amount") VALUES (1, 2, '2024-02-29', 12.50);
INSERT INTO "shop"."order; line" ("id; --", "customer", "of ""date""", "amount") VALUES (2, 3, NULL, 0.00);


--
-- Name: customer_id_seq; Type: SEQUENCE SET; Schema: shop; Owner: -
--

SELECT pg_catalog.setval('"shop"."customer_id_seq"', 9, true);


--
-- Name: ticket; Type: SEQUENCE SET; Schema: shop; Owner: -
--

SELECT pg_catalog.setval('"shop"."ticket"', 31, true);


--
-- Name: customer customer_pkey; Type: CONSTRAINT; Schema: shop; Owner: -
--

ALTER TABLE ONLY "shop"."customer"
    ADD CONSTRAINT "customer_pkey" PRIMARY KEY ("id");


--
-- Name: order; line key; of line; Type: CONSTRAINT; Schema: shop; Owner: -
--

ALTER TABLE ONLY "shop"."order; line"
    ADD CONSTRAINT "key; of line" UNIQUE ("id; --", "customer");


--
-- Name: customer_code; Type: INDEX; Schema: shop; Owner: -
--

CREATE UNIQUE INDEX "customer_code" ON "shop"."customer" USING "btree" ("code") INCLUDE ("name");


--
-- Name: customer_lower; Type: INDEX; Schema: shop; Owner: -
--

CREATE INDEX "customer_lower" ON "shop"."customer" USING "btree" ("lower"("name")) WHERE ("name" <> ';'::"text");


--
-- Name: correlated; Type: STATISTICS; Schema: shop; Owner: -
--

CREATE STATISTICS "shop"."correlated" (dependencies) ON "name", "mood" FROM "shop"."customer";


--
-- Name: order; line log_twice; Type: RULE; Schema: shop; Owner: -
--

CREATE RULE "log_twice" AS
    ON INSERT TO "shop"."order; line" DO ( INSERT INTO "shop"."log" ("entry", "at")
  VALUES ('one;'::"text", 1);
 INSERT INTO "shop"."log" ("entry", "at")
  VALUES ('two'::"text", 2);
);


--
-- Name: customer noted; Type: TRIGGER; Schema: shop; Owner: -
--

CREATE TRIGGER "noted" AFTER INSERT ON "shop"."customer" FOR EACH ROW EXECUTE FUNCTION "shop"."noted"();


--
-- Name: order; line order; line_customer_fkey; Type: FK CONSTRAINT; Schema: shop; Owner: -
--

ALTER TABLE ONLY "shop"."order; line"
    ADD CONSTRAINT "order; line_customer_fkey" FOREIGN KEY ("customer") REFERENCES "shop"."customer"("id") ON DELETE CASCADE;


--
-- Name: log; Type: ROW SECURITY; Schema: shop; Owner: -
--

ALTER TABLE "shop"."log" ENABLE ROW LEVEL SECURITY;

--
-- Name: log own; Type: POLICY; Schema: shop; Owner: -
--

CREATE POLICY "own" ON "shop"."log" FOR SELECT USING (("entry" <> ';'::"text"));


--
-- Name: TABLE "glad"; Type: ACL; Schema: shop; Owner: -
--

GRANT SELECT ON TABLE "shop"."glad" TO PUBLIC;


--
-- Name: counted; Type: MATERIALIZED VIEW DATA; Schema: shop; Owner: -
--

REFRESH MATERIALIZED VIEW "shop"."counted";


--
-- PostgreSQL database dump complete
--

\unrestrict e6EzNoY2oyn9l36BfRmHS4X4KIfNBrskaZrIf4iIaAI3bvXK8ifXvcS8EMxVe5h

