PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE customer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT 'it''s; -- "x"', -- a comment; it's here
    mood TEXT CHECK (mood IN ('glad', 'it''s; so-so', 'sad')), /* another; one */
    loud TEXT GENERATED ALWAYS AS (upper(name)) STORED,
    photo BLOB,
    since REAL
);
INSERT INTO customer VALUES(1,'plain','glad',NULL,NULL);
INSERT INTO customer VALUES(2,'it''s; "quoted" \ back\\slash','it''s; so-so',X'00ff5c0a27',0.10000000000000000555);
INSERT INTO customer VALUES(3,replace(replace('tab	line feed\nreturn\rboth\r\n','\r',char(13)),'\n',char(10)),'sad',X'',1.0000000000000000047e+300);
INSERT INTO customer VALUES(4,'',NULL,NULL,-1.000000000000000025e-300);
INSERT INTO customer VALUES(5,'grüße 表 😀','glad',NULL,9007199254740992.0);
INSERT INTO customer VALUES(6,'-- no comment /* none */ ; .quit [x','glad',NULL,NULL);
CREATE TABLE [order; line] (
    "id; --" INTEGER NOT NULL,
    `customer` INTEGER REFERENCES customer ON DELETE CASCADE,
    amount NUMERIC DEFAULT (1 + 2),
    PRIMARY KEY ("id; --", `customer`)
) WITHOUT ROWID;
INSERT INTO "order; line" VALUES(1,2,12.5);
INSERT INTO "order; line" VALUES(2,3,NULL);
CREATE TABLE log (entry TEXT, at INTEGER);
INSERT INTO log VALUES('new; plain',2);
INSERT INTO log VALUES('new; it''s; "quoted" \ back\\slash',1);
INSERT INTO log VALUES(replace(replace('new; tab	line feed\nreturn\rboth\r\n','\r',char(13)),'\n',char(10)),1);
INSERT INTO log VALUES('new; grüße 表 😀',1);
INSERT INTO log VALUES('new; -- no comment /* none */ ; .quit [x',1);
CREATE TABLE IF NOT EXISTS "a ""quoted"" name;" (x);
INSERT INTO "a ""quoted"" name;" VALUES(1);
INSERT INTO "a ""quoted"" name;" VALUES('x');
INSERT INTO "a ""quoted"" name;" VALUES(NULL);
INSERT INTO "a ""quoted"" name;" VALUES(X'00');
INSERT INTO "a ""quoted"" name;" VALUES(1.5);
INSERT INTO "a ""quoted"" name;" VALUES(9223372036854775807);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','words','words',0,'CREATE VIRTUAL TABLE words USING fts5(body)');
CREATE TABLE IF NOT EXISTS 'words_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO words_data VALUES(1,X'0206');
INSERT INTO words_data VALUES(10,X'000000000101010001010101');
INSERT INTO words_data VALUES(137438953473,X'000000370530686572650102040102697402020201066f746865727302020401017302020302036f6d650102020105776f7264730102030409070b0608');
CREATE TABLE IF NOT EXISTS 'words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO words_idx VALUES(1,X'',2);
CREATE TABLE IF NOT EXISTS 'words_content'(id INTEGER PRIMARY KEY, c0);
INSERT INTO words_content VALUES(1,'some words; here');
INSERT INTO words_content VALUES(2,'it''s others');
CREATE TABLE IF NOT EXISTS 'words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO words_docsize VALUES(1,X'03');
INSERT INTO words_docsize VALUES(2,X'03');
CREATE TABLE IF NOT EXISTS 'words_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO words_config VALUES('version',4);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('customer',6);
CREATE UNIQUE INDEX "index; of name" ON customer (lower(name), mood) WHERE mood <> ';';
CREATE VIEW glad AS SELECT id, name || ';--' AS shown FROM customer WHERE mood = 'glad'
;
CREATE TRIGGER noted AFTER INSERT ON customer WHEN NEW.name <> ''
BEGIN
    -- a comment; with ' a quote
    INSERT INTO log VALUES ('new; ' || NEW.name, CASE WHEN NEW.id > 1 THEN 1 ELSE 2 END);
    UPDATE log SET at = CASE at WHEN 1 THEN 3 ELSE at END WHERE entry LIKE '%;';
END
;
CREATE TRIGGER "begin" INSTEAD OF DELETE ON glad BEGIN DELETE FROM customer WHERE id = OLD.id; END;
PRAGMA writable_schema=OFF;
COMMIT;
