package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the databases' own tools write. The files were written once by pg_dump 15.18, mariadb-dump 10.11.19 of a server 10.11
 * and sqlite3 3.40.1, from a database that {@code origin.sql} had made by way of the database's own client. {@code
 * dump_as_inserts} holds an INSERT for each row: {@code pg_dump --column-inserts --quote-all-identifiers --clean
 * --if-exists} and {@code mariadb-dump --skip-extended-insert --skip-comments --complete-insert}.
 */
final class Dumps {
    private Dumps() {}

    static String text(TestDatabase db, String name) throws IOException {
        String path = "/dumps/" + db.dbms() + "/" + name + ".sql";
        try (InputStream stream = Dumps.class.getResourceAsStream(path)) {
            assertThat(stream).as(path).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
