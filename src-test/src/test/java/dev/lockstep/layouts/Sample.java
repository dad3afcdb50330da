package dev.lockstep.layouts;

import dev.lockstep.Lockstep;
import dev.lockstep.MigrationFiles;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A project of another tool: the files for all databases in {@code common}, those for one in a folder of its name, and in
 * {@code expected} the statements that the tool would send, one by one, with a line {@code --;;} between them.
 *
 * @param tool the tool's name, which is the folder's
 */
record Sample(String tool) {
    private static final Path ALL = Path.of("src/test/resources/layouts");

    MigrationSource files(TestDatabase db) {
        return MigrationSource.all(List.of(
                MigrationSource.directory(ALL.resolve(tool).resolve("common")),
                MigrationSource.directory(ALL.resolve(tool).resolve(db.dbms().toString()))));
    }

    Lockstep lockstep(TestDatabase db, String format) {
        return Lockstep.builder(db.dataSource(), files(db))
                .format(format)
                .placeholder("REGION", "north")
                .build();
    }

    MigrationFiles listed(TestDatabase db) {
        return MigrationFiles.of(files(db), Layouts.named(tool), db.dbms().toString());
    }

    /** Brings a database where the tool would have brought it, by the driver alone. */
    void asTheToolWould(TestDatabase db) throws SQLException, IOException {
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (db.dbms() == Dbms.MARIADB) {
                // the driver switches a mode on, which routines keep; the tools do not
                statement.execute("SET SESSION sql_mode = @@GLOBAL.sql_mode");
            }
            for (String name : List.of("common", db.dbms().toString())) {
                String text =
                        Files.readString(ALL.resolve(tool).resolve("expected").resolve(name + ".sql"));
                for (String sql : text.split("\n--;;\n")) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** Gives a database a history, so that it may be compared with one that has. */
    static void withHistory(TestDatabase db) {
        Lockstep.builder(db.dataSource(), MigrationSource.memory(java.util.Map.of("1_nothing.sql", "")))
                .build()
                .migrate();
    }
}
