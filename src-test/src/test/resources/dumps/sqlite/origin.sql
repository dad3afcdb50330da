CREATE TABLE customer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT 'it''s; -- "x"', -- a comment; it's here
    mood TEXT CHECK (mood IN ('glad', 'it''s; so-so', 'sad')), /* another; one */
    loud TEXT GENERATED ALWAYS AS (upper(name)) STORED,
    photo BLOB,
    since REAL
);
CREATE TABLE [order; line] (
    "id; --" INTEGER NOT NULL,
    `customer` INTEGER REFERENCES customer ON DELETE CASCADE,
    amount NUMERIC DEFAULT (1 + 2),
    PRIMARY KEY ("id; --", `customer`)
) WITHOUT ROWID;
CREATE TABLE log (entry TEXT, at INTEGER);
CREATE TABLE "a ""quoted"" name;" (x);
CREATE VIRTUAL TABLE words USING fts5(body);
CREATE UNIQUE INDEX "index; of name" ON customer (lower(name), mood) WHERE mood <> ';';
CREATE VIEW glad AS SELECT id, name || ';--' AS shown FROM customer WHERE mood = 'glad';
CREATE TRIGGER noted AFTER INSERT ON customer WHEN NEW.name <> ''
BEGIN
    -- a comment; with ' a quote
    INSERT INTO log VALUES ('new; ' || NEW.name, CASE WHEN NEW.id > 1 THEN 1 ELSE 2 END);
    UPDATE log SET at = CASE at WHEN 1 THEN 3 ELSE at END WHERE entry LIKE '%;';
END;
CREATE TRIGGER "begin" INSTEAD OF DELETE ON glad BEGIN DELETE FROM customer WHERE id = OLD.id; END;
INSERT INTO customer (name, mood, photo, since) VALUES
    ('plain', 'glad', NULL, NULL),
    ('it''s; "quoted" \ back\\slash', 'it''s; so-so', x'00FF5C0A27', 0.1),
    ('tab' || char(9) || 'line feed' || char(10) || 'return' || char(13) || 'both' || char(13, 10), 'sad', x'', 1e300),
    ('', NULL, NULL, -1e-300),
    ('grüße 表 😀', 'glad', NULL, 9007199254740993),
    ('-- no comment /* none */ ; .quit [x', 'glad', NULL, NULL);
INSERT INTO [order; line] VALUES (1, 2, 12.5), (2, 3, NULL);
INSERT INTO "a ""quoted"" name;" VALUES (1), ('x'), (NULL), (x'00'), (1.5), (9223372036854775807);
INSERT INTO words VALUES ('some words; here'), ('it''s others');
