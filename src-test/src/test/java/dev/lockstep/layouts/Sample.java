package dev.lockstep.layouts;

import dev.lockstep.Lockstep;
import dev.lockstep.MigrationFiles;
import dev.lockstep.model.Target;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Client;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project of another tool: the files for all databases in {@code common}, those for one in a folder of its name, and in
 * {@code expected} the statements that the tool would send, one by one, with a line {@code --;;} between them. In
 * {@code recorded} stands, in the same way, what the tool itself was seen to write of its history. {@code expected/files.txt}
 * lists the files that the tool takes on the way up, in its order.
 *
 * @param tool the tool's name, which is the folder's
 * @param last the last version that is SQL; what comes behind it cannot be executed
 */
record Sample(String tool, Target last) {
    private static final Path ALL = Path.of("src/test/resources/layouts");
    private static final Pattern UP_OF_GOOSE =
            Pattern.compile("(?ims)^--\\s*\\+goose up$(.*?)(?:^--\\s*\\+goose down$|\\z)");

    /** A project of SQL alone. */
    Sample(String tool) {
        this(tool, Target.EVERYTHING);
    }

    Path folder(String name) {
        return ALL.resolve(tool).resolve(name);
    }

    MigrationSource files(TestDatabase db) {
        return MigrationSource.all(List.of(
                MigrationSource.directory(folder("common")),
                MigrationSource.directory(folder(db.dbms().toString()))));
    }

    Lockstep lockstep(TestDatabase db, String format) {
        return lockstep(db, format, files(db));
    }

    /** With other files than the project's own. */
    static Lockstep lockstep(TestDatabase db, String format, MigrationSource files) {
        return Lockstep.builder(db.dataSource(), files)
                .format(format)
                .placeholder("REGION", "north")
                .build();
    }

    MigrationFiles listed(TestDatabase db) {
        return MigrationFiles.of(files(db), Layouts.named(tool), db.dbms().toString());
    }

    /** Brings a database where the tool would have brought it, by the driver alone. */
    void asTheToolWould(TestDatabase db) throws SQLException, IOException {
        List<String> statements = new ArrayList<>(statements("expected/common.sql"));
        statements.addAll(statements("expected/" + db.dbms() + ".sql"));
        execute(db, statements);
    }

    /** Brings a database where the database's own client comes to with the files, one after the other. */
    void asTheClientWould(Client client, TestDatabase db) throws IOException {
        String dialect = switch (db.dbms()) {
            case POSTGRESQL -> "postgres";
            case MARIADB -> "mysql";
            case SQLITE -> "sqlite3";
        };
        for (String file : Files.readAllLines(folder("expected/files.txt"))) {
            String text = Files.readString(
                    folder(file.replace("{db}", db.dbms().toString()).replace("{dialect}", dialect)));
            Matcher up = UP_OF_GOOSE.matcher(text);
            client.run(db, up.find() ? up.group(1) : text.replace("\uFEFF", ""));
        }
    }

    /** The statements that are kept in a file of the sample. */
    List<String> statements(String path) throws IOException {
        return List.of(Files.readString(folder(path)).split("\n--;;\n"));
    }

    /** Executes statements as a tool does that has a driver of its own. */
    static void execute(TestDatabase db, List<String> statements) throws SQLException {
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (db.dbms() == Dbms.MARIADB) {
                // the driver switches a mode on, which routines keep; the tools do not
                statement.execute("SET SESSION sql_mode = @@GLOBAL.sql_mode");
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Gives a database a history, so that it may be compared with one that has. */
    static void withHistory(TestDatabase db) {
        Lockstep.builder(db.dataSource(), MigrationSource.memory(Map.of("1_nothing.sql", "")))
                .build()
                .migrate();
    }
}
