package dev.lockstep.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Target;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.LockstepProcess.Result;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lock dies with its owner: what is left of a run, in the database or in a backup of it, keeps nobody waiting. */
class DeadOwnerTest {
    private static final String HELD = "the lock is held by session ";
    private static final String FREE = "nobody holds the lock\n";

    @TempDir
    Path folder;

    /** Version 2 commits, and then takes for ever while the table busy has a row. */
    @BeforeEach
    void version_1_is_applied(TestDatabase db) throws Exception {
        Files.writeString(
                folder.resolve("1_tables.sql"),
                "CREATE TABLE log (entry INT);\nCREATE TABLE busy (id INT);\nINSERT INTO busy VALUES (1);\n");
        String busy = switch (db.dbms()) {
            case POSTGRESQL -> "SELECT pg_sleep(600) FROM busy";
            case MARIADB -> "SELECT SLEEP(600) FROM busy";
            case SQLITE ->
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, busy) SELECT count(*) FROM n";
        };
        Files.writeString(
                folder.resolve("2_entries.sql"),
                "BEGIN;\nINSERT INTO log VALUES (1);\nCOMMIT;\nBEGIN;\nINSERT INTO log VALUES (2);\n" + busy
                        + ";\nCOMMIT;\n");
        assertThat(lockstep(db, "migrate", "--to", "1").run().exitCode()).isZero();
    }

    private LockstepProcess.Builder lockstep(TestDatabase db, String... arguments) {
        String[] line = {"-u", db.dsn(), "-d", folder.toString()};
        return LockstepProcess.command(
                Stream.of(line, arguments).flatMap(Arrays::stream).toArray(String[]::new));
    }

    /** A run that has committed the first half of version 2 and does not come to the end of the second. */
    private LockstepProcess halfway(TestDatabase db) {
        LockstepProcess run = lockstep(db, "migrate", "-v").start();
        run.awaitOutput(db.dbms() == Dbms.SQLITE ? "  WITH RECURSIVE" : "  SELECT ");
        return run;
    }

    /** A run that waits for nobody does the rest of version 2. */
    private void checkGoesOn(TestDatabase db) throws SQLException {
        db.execute("DELETE FROM busy");
        Result next = lockstep(db, "migrate", "--lock-timeout", "0").run();
        assertThat(next.exitCode()).as("%s", next).isZero();
        assertThat(next.err()).contains("resuming 2 at statement ");
        try (Connection connection = db.connect()) {
            assertThat(Sql.column(connection, "SELECT entry FROM log ORDER BY entry"))
                    .containsExactly("1", "2");
        }
    }

    @EachDatabase
    void a_killed_run_leaves_a_free_lock_and_no_row_to_delete(TestDatabase db) throws Exception {
        String before = db.snapshot("log", "schema_history");
        try (LockstepProcess run = halfway(db)) {
            assertThat(lockstep(db, "lock").run().out()).startsWith(HELD);
            run.kill9();
            Poll.until(
                    "the server does not notice",
                    () -> lockstep(db, "lock").run().out().equals(FREE));
        }
        assertThat(db.snapshot("log", "schema_history")).isEqualTo(before);
        assertThat(lockstep(db, "unlock", "-y").run().out()).contains("there is nothing to unlock");
        checkGoesOn(db);
    }

    @EachDatabase
    void a_backup_from_the_middle_of_a_run_carries_no_lock(TestDatabase db, TestDatabase restored) throws Exception {
        try (LockstepProcess run = halfway(db)) {
            restore(db, restored);

            assertThat(lockstep(restored, "lock").run().out()).isEqualTo(FREE);
            assertThat(lockstep(restored, "status").run().out()).contains("1 applied, 1 dirty");
            checkGoesOn(restored);

            assertThat(run.isAlive()).isTrue();
            assertThat(lockstep(db, "lock").run().out()).startsWith(HELD);
        }
    }

    /** As a backup and its restoration do it: what was committed, and nothing of any session. */
    private void restore(TestDatabase from, TestDatabase to) throws SQLException {
        if (from.dbms() == Dbms.SQLITE) {
            from.execute("VACUUM INTO '" + to.file() + "'");
            return;
        }
        Lockstep.builder(to.dataSource(), MigrationSource.directory(folder))
                .build()
                .migrate(Target.to("1"));
        to.execute("DELETE FROM schema_history");
        try (Connection source = from.connect();
                Connection target = to.connect()) {
            copy(source, target, "log");
            copy(source, target, "schema_history");
        }
    }

    private static void copy(Connection from, Connection to, String table) throws SQLException {
        try (Statement query = from.createStatement();
                ResultSet rows = query.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            String values = String.join(", ", Collections.nCopies(columns, "?"));
            try (PreparedStatement insert = to.prepareStatement("INSERT INTO " + table + " VALUES (" + values + ")")) {
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        insert.setObject(column, rows.getObject(column));
                    }
                    insert.executeUpdate();
                }
            }
        }
    }
}
