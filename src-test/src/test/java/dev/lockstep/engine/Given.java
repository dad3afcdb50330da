package dev.lockstep.engine;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Event;
import dev.lockstep.model.Report;
import dev.lockstep.run.Dialects;
import dev.lockstep.run.Limits;
import dev.lockstep.run.Predecessor;
import dev.lockstep.run.Run;
import dev.lockstep.run.Settings;
import dev.lockstep.run.Workspace;
import dev.lockstep.source.LockstepLayout;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What most tests begin with: files, and the engine over them. */
final class Given {
    private Given() {}

    /** Files by name: name, text, name, text. */
    static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    /** The files and more of them; one of the same name is replaced. */
    static Map<String, String> with(Map<String, String> files, String... namesAndTexts) {
        Map<String, String> all = new LinkedHashMap<>(files);
        all.putAll(files(namesAndTexts));
        return all;
    }

    /** The files but for some of them. */
    static Map<String, String> without(Map<String, String> files, String... names) {
        Map<String, String> left = new LinkedHashMap<>(files);
        List.of(names).forEach(left::remove);
        return left;
    }

    /** Three tables, one for each version, and the way back. */
    static Map<String, String> abc() {
        return files(
                "1_a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);\n",
                "1_a.down.sql", "DROP TABLE a;\n",
                "2_b.up.sql", "CREATE TABLE b (id INTEGER PRIMARY KEY);\n",
                "2_b.down.sql", "DROP TABLE b;\n",
                "3_c.up.sql", "CREATE TABLE c (id INTEGER PRIMARY KEY);\n",
                "3_c.down.sql", "DROP TABLE c;\n");
    }

    /** A table {@code log}, and a version for each number that adds a row to it and takes it away again. */
    static Map<String, String> logging(int... versions) {
        Map<String, String> files = files(
                "0.1_log.up.sql",
                "CREATE TABLE log (entry INTEGER NOT NULL);\n",
                "0.1_log.down.sql",
                "DROP TABLE log;\n");
        for (int version : versions) {
            files.put(version + "_entry.up.sql", "INSERT INTO log VALUES (" + version + ");\n");
            files.put(version + "_entry.down.sql", "DELETE FROM log WHERE entry = " + version + ";\n");
        }
        return files;
    }

    static Lockstep.Builder builder(TestDatabase db, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files));
    }

    static Lockstep lockstep(TestDatabase db, Map<String, String> files) {
        return builder(db, files).build();
    }

    static Lockstep lockstep(TestDatabase db, String... namesAndTexts) {
        return lockstep(db, files(namesAndTexts));
    }

    /** The run itself, with limits that only tests need so short. */
    static Run run(TestDatabase db, Map<String, String> files, Limits limits, Event.Listener listener) {
        return run(db.dataSource(), files, limits, listener);
    }

    /** The same, over these connections. */
    static Run run(DataSource connections, Map<String, String> files, Limits limits, Event.Listener listener) {
        Settings settings = new Settings(
                true,
                Optional.empty(),
                "schema_history",
                limits,
                policies -> policies,
                Map.of(),
                List.of(),
                new LockstepLayout(),
                Predecessor.ANY,
                listener);
        return new Run(new Workspace(connections, MigrationSource.memory(files), settings, Dialects.found()));
    }

    /** What a run did, as {@code up 1}, {@code down R__totals}. */
    static List<String> done(Report report) {
        return report.done().stream()
                .map(step -> step.direction().name().toLowerCase(Locale.ROOT) + " " + step.id())
                .toList();
    }

    /** One of three texts. */
    static String on(TestDatabase db, String postgresql, String mariadb, String sqlite) {
        return switch (db.dbms()) {
            case POSTGRESQL -> postgresql;
            case MARIADB -> mariadb;
            case SQLITE -> sqlite;
        };
    }

    /** Whether definitions can be rolled back there. */
    static boolean rollsDefinitionsBack(TestDatabase db) {
        return db.dbms() != Dbms.MARIADB;
    }

    /** Whether there is a table or view of that name in the schema where the session begins. */
    static boolean hasTable(TestDatabase db, String name) throws SQLException {
        String query = on(
                db,
                "SELECT count(*) FROM pg_catalog.pg_class WHERE relname = '%s'",
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '%s'",
                "SELECT count(*) FROM sqlite_master WHERE name = '%s'");
        return !db.value(query.formatted(name)).equals("0");
    }

    /** The rows of {@code log}, in order, with commas between. */
    static String log(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            return String.join(",", Sql.column(connection, "SELECT entry FROM log ORDER BY entry"));
        }
    }
}
