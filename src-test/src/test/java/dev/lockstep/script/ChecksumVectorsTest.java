package dev.lockstep.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialects.Lexicons;
import dev.lockstep.dialects.SqliteDialect;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The checksum over tokens, version 1. <b>The values in this test may never change</b>: they stand in the history tables of
 * every database that Lockstep has migrated. Who needs another form gives it another version, and keeps this one.
 */
class ChecksumVectorsTest {
    private static final String SHOP = """
            -- The customers of the shop
            CREATE TABLE customers (
                id    bigint PRIMARY KEY, -- never used again
                name  text NOT NULL DEFAULT 'it''s;  two  blanks'
            );

            INSERT INTO customers (id, name) VALUES (1, 'A'), (-2, "b"."c" || 'B');
            UPDATE customers SET id = -id + 1.5e-3 WHERE name <> 'A' AND id >= - 1;
            """;

    @Test
    void vectors_of_version_1() throws IOException {
        assertThat(checksum("postgresql", ""))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(checksum("postgresql", "SELECT 1"))
                .isEqualTo("85f1ac9983155ca0cd06f4aeddf84049143014cdb01303ec4dcad12093909f5e");
        assertThat(checksum("postgresql", SHOP))
                .isEqualTo("3653c6c2dd63e3ef35996d902dd9fe0c078895712f154d0c014b054a6b5b277c");
        assertThat(checksum("mariadb", SHOP))
                .isEqualTo("3653c6c2dd63e3ef35996d902dd9fe0c078895712f154d0c014b054a6b5b277c");
        assertThat(checksum("sqlite", SHOP))
                .isEqualTo("3653c6c2dd63e3ef35996d902dd9fe0c078895712f154d0c014b054a6b5b277c");
        assertThat(checksum("postgresql", "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; DO $$ a;  b $$"))
                .isEqualTo("372ec94add1d836418002dcc25621a33407e12531c3e84bb890533dfc0cd122e");
        assertThat(checksum("postgresql", "COPY t FROM stdin;\n1\t2\r\n3\t4\n\\.\nSELECT 1;"))
                .isEqualTo("4a68d404e66e10522913f6e84eaad6db11b2622b4ab21da8ad0e07c5dfd38a6b");
        assertThat(checksum("mariadb", "DELIMITER //\n/*!50003 CREATE */ /*!50017 DEFINER=a@b*/ EVENT e DO SELECT 1//"))
                .isEqualTo("3471ff54e02766a3654561dc85b719c291494a417830b24658d122eb45de99db");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            SELECT a, b FROM t                 ¦ SELECT a,b FROM t^
            SELECT  a,b/* c */FROM -- d¶ t;   ¦ SELECT a,b FROM t^
            SELECT count ( * ) [ 1 ]           ¦ SELECT count(*)[1]^
            SELECT 1; ; SELECT 2;;             ¦ SELECT 1^SELECT 2^
            SELECT x = -1                      ¦ SELECT x=-1^
            SELECT x=-1                        ¦ SELECT x=-1^
            SELECT x =- 1                      ¦ SELECT x=-1^
            SELECT x || -1                     ¦ SELECT x|| -1^
            SELECT x ||-1                      ¦ SELECT x||-1^
            SELECT x < - y                     ¦ SELECT x<-y^
            SELECT x <-> y                     ¦ SELECT x<->y^
            SELECT x < -> y                    ¦ SELECT x< ->y^
            SELECT - - 1                       ¦ SELECT--1^
            SELECT 'a' 'b'                     ¦ SELECT 'a' 'b'^
            SELECT 'a'  "b"AS c                ¦ SELECT 'a' "b"AS c^
            SELECT a . b                       ¦ SELECT a . b^
            SELECT a.b                         ¦ SELECT a.b^
            SELECT a :: int                    ¦ SELECT a::int^
            SELECT U&'x'                       ¦ SELECT U&'x'^
            SELECT U & 'x'                     ¦ SELECT U& 'x'^
            SELECT U &'x'                      ¦ SELECT U& 'x'^
            SELECT u & "x"                     ¦ SELECT u& "x"^
            SELECT 1e-5                        ¦ SELECT 1e-5^
            SELECT 1e - 5                      ¦ SELECT 1e -5^
            SELECT 1e -5                       ¦ SELECT 1e -5^
            SELECT 0x1e - 5                    ¦ SELECT 0x1e-5^
            SELECT 1 ;\\restrict a             ¦ SELECT 1^
            SELECT $$ a  ; b $$                ¦ SELECT $$ a  ; b $$^
            COPY t FROM stdin ;¶1  2¶\\.     ¦ COPY t FROM stdin^1  2¶^
            """)
    void the_form_of_tokens(String script, String form) throws Exception {
        assertThat(checksum("postgresql", plain(script))).isEqualTo(sha256(plain(form)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '"', textBlock = """
            /*!40101 SET NAMES utf8 */;        ¦ /*!40101 SET NAMES utf8*/^
            /*!40101SET  NAMES utf8*/          ¦ /*!40101 SET NAMES utf8*/^
            SELECT 1 /*! , 2 */ , 3            ¦ SELECT 1/*! ,2*/,3^
            SELECT 1 /*!50003 5 */             ¦ SELECT 1/*!50003 5*/^
            SELECT 1 /*! 50003 5 */            ¦ SELECT 1/*! 50003 5*/^
            DELIMITER //¶SELECT 1; SELECT 2// ¦ SELECT 1;SELECT 2^
            SELECT a--1                        ¦ SELECT a--1^
            SELECT a - -1                      ¦ SELECT a--1^
            BEGIN NOT ATOMIC SELECT 1 ; END ;  ¦ BEGIN NOT ATOMIC SELECT 1;END^
            """)
    void the_form_of_tokens_of_mariadb(String script, String form) throws Exception {
        assertThat(checksum("mariadb", plain(script))).isEqualTo(sha256(plain(form)));
    }

    @Test
    void the_checksum_names_its_algorithm() throws IOException {
        Script script = Script.ofText("a.sql", "SELECT 1");
        try (ScriptScanner scanner = new ScriptScanner(script, Lexicons.BY_NAME.get("sqlite"))) {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.next()).isFalse();
            assertThat(scanner.checksum().algorithm()).isEqualTo("v1");
            assertThat(scanner.hash()).isEqualTo(scanner.checksum().hex());
        }
        Checksum raw = new Checksum("sha256", "e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5");
        assertThat(new Digests().raw(script)).isEqualTo(raw);
        assertThat(outline(script).rawChecksum()).isEqualTo(raw);
    }

    private static Outline outline(Script script) throws IOException {
        return ScriptReader.outline(script, new SqliteDialect().traits(), each -> {});
    }

    private static String checksum(String dialect, String text) throws IOException {
        try (ScriptScanner scanner = new ScriptScanner(Script.ofText("a.sql", text), Lexicons.BY_NAME.get(dialect))) {
            boolean found = true;
            while (found) {
                found = scanner.next();
            }
            return scanner.checksum().hex();
        }
    }

    /** In the tables, ^ stands for the byte behind a statement, ¶ for a line feed. */
    private static String plain(String text) {
        return text.replace('¶', '\n').replace('^', '\0');
    }

    private static String sha256(String form) throws NoSuchAlgorithmException {
        byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
