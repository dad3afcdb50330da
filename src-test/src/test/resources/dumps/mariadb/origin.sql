CREATE TABLE customer (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(200) NOT NULL DEFAULT 'it''s; \\ "x" -- y' COMMENT 'a comment; it''s /* here */ # too',
    mood ENUM('glad', 'it''s; so-so', 'sad') DEFAULT 'glad',
    loud VARCHAR(200) GENERATED ALWAYS AS (UPPER(name)) STORED,
    photo LONGBLOB,
    facts JSON,
    since TIMESTAMP(6) NULL,
    flags BIT(9),
    spot POINT,
    CONSTRAINT `name; given` CHECK (name <> ';'),
    KEY loud_key (loud(10)),
    FULLTEXT KEY words (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='the customers; \'all\' of them';
CREATE TABLE `order; ``line``` (
    `id; --` INT NOT NULL,
    customer BIGINT,
    amount DECIMAL(12, 2) DEFAULT 0.00,
    PRIMARY KEY (`id; --`),
    CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customer (id) ON DELETE CASCADE
) COLLATE=utf8mb4_general_ci;
CREATE TABLE event (at DATE NOT NULL, what TEXT) COLLATE=utf8mb4_general_ci PARTITION BY RANGE (YEAR(at)) (
    PARTITION old VALUES LESS THAN (2025), PARTITION young VALUES LESS THAN MAXVALUE);
CREATE TABLE log (entry VARCHAR(200), at INT) COLLATE=utf8mb4_general_ci;
CREATE SEQUENCE ticket START WITH 7 INCREMENT BY 3;
CREATE VIEW glad AS SELECT id, CONCAT(name, ';--') AS shown FROM customer WHERE mood = 'glad';
CREATE VIEW gladder AS SELECT shown FROM glad WHERE id > 1;
DELIMITER ;;
CREATE DEFINER=`lockstep`@`%` TRIGGER noted AFTER INSERT ON customer FOR EACH ROW
BEGIN
    -- a comment; with ' a quote
    INSERT INTO log VALUES (CONCAT('new; ', NEW.name), 1);
    IF NEW.name LIKE '%;%' THEN
        INSERT INTO log VALUES ('semicolon;;', 2); # another; comment
    END IF;
END ;;
CREATE DEFINER=`lockstep`@`%` TRIGGER noted_too BEFORE DELETE ON customer FOR EACH ROW DELETE FROM log WHERE at = OLD.id ;;
CREATE DEFINER=`lockstep`@`%` FUNCTION added(a INT, b INT) RETURNS INT DETERMINISTIC
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    again: LOOP
        IF done > 3 THEN LEAVE again; END IF;
        SET done = done + 1;
    END LOOP again;
    RETURN CASE WHEN a > 0 THEN a + b ELSE b END;
END ;;
CREATE DEFINER=`lockstep`@`%` PROCEDURE clear_log(IN upto INT)
BEGIN
    DELETE FROM log WHERE at < upto;
    SELECT 'x;' AS `y;`;
END ;;
CREATE DEFINER=`lockstep`@`%` EVENT tidy ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO BEGIN
    DELETE FROM log;
    DELETE FROM log WHERE at = 0;
END ;;
DELIMITER ;
INSERT INTO customer (name, mood, photo, facts, since, flags, spot) VALUES
    ('plain', 'glad', NULL, NULL, NULL, NULL, NULL),
    ('it''s; "quoted" \\ back\\\\slash', 'it''s; so-so', x'00FF5C0A271A', '{"a": "x;\\n"}', '2024-02-29 23:59:59.123456', b'101', POINT(1, 2)),
    ('tab\there\nline feed\rreturn\r\nboth\b\Z', 'sad', '', '[]', NULL, NULL, NULL),
    ('\\N', 'sad', NULL, NULL, NULL, NULL, NULL),
    ('', NULL, NULL, NULL, NULL, NULL, NULL),
    ('grüße 表 😀', 'glad', NULL, NULL, NULL, NULL, NULL),
    ('-- no comment /* none */ /*! nor code */ # ;; DELIMITER //', 'glad', NULL, NULL, NULL, NULL, NULL);
INSERT INTO `order; ``line``` VALUES (1, 2, 12.50), (2, 3, 0);
INSERT INTO event VALUES ('2021-01-01', 'old'), ('2026-01-01', 'new;');
SELECT NEXTVAL(ticket);
