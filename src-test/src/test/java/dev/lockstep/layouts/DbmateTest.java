package dev.lockstep.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * dbmate begins, and Lockstep goes on. What dbmate itself writes was recorded once, so that the comparison can be made where the
 * program is missing; where npm brings it, the record is compared with the program's own work.
 */
class DbmateTest {
    private static final Sample SAMPLE = new Sample("dbmate");
    private static final String[] HISTORIES = {"schema_history", "schema_migrations"};

    /** With how many files dbmate ends, and with how many of the statements that all databases share. */
    private static final int HALF = 5;

    private static final int STATEMENTS_OF_HALF = 7;

    /** Its parser reads several pairs, and its runner then fails, since it writes the version once for each. */
    private static final String BEYOND_DBMATE = "20200101000006_several_pairs.sql";

    @EachDatabase
    void lockstep_goes_on_where_dbmate_was_left(TestDatabase db, TestDatabase expected) throws Exception {
        recordedHalf(db);
        List<String> theirs = versions(db);
        Lockstep lockstep = SAMPLE.lockstep(db, "dbmate");

        goesOn(lockstep);

        Sample.withHistory(expected);
        SAMPLE.asTheToolWould(expected);
        ownTable(expected);
        assertThat(db.snapshot(HISTORIES)).isEqualTo(expected.snapshot(HISTORIES));
        assertThat(versions(db)).hasSize(HALF).isEqualTo(theirs);
    }

    @EachDatabase
    void dbmate_itself_leaves_what_was_recorded_and_comes_to_the_end_of_lockstep(
            TestDatabase db, TestDatabase recorded, TestDatabase expected, @TempDir Path folder) throws Exception {
        Optional<DbmateProgram> dbmate = DbmateProgram.ofThisMachine();
        if (dbmate.isEmpty()) {
            return;
        }
        List<Path> files = files(db);
        copy(files.subList(0, HALF), folder);
        dbmate.get().migrate(db, folder);
        recordedHalf(recorded);
        assertThat(db.snapshot()).isEqualTo(recorded.snapshot());

        copy(files.subList(HALF, files.size()), folder);
        Files.delete(folder.resolve(BEYOND_DBMATE));
        Sample.withHistory(expected);
        dbmate.get().migrate(expected, folder);
        goesOn(Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .format("dbmate")
                .build());
        assertThat(db.snapshot(HISTORIES)).isEqualTo(expected.snapshot(HISTORIES));

        for (String version : versions(expected)) {
            if (!versions(db).contains(version)) {
                db.execute("INSERT INTO schema_migrations (version) VALUES ('" + version + "')");
            }
        }
        dbmate.get().migrate(db, folder);
        assertThat(db.snapshot("schema_history")).as("the way back").isEqualTo(expected.snapshot("schema_history"));
    }

    private static void goesOn(Lockstep lockstep) {
        assertThat(lockstep.adopt().rows()).hasSize(HALF);
        assertThat(lockstep.migrate().done()).hasSizeGreaterThan(HALF);
        assertThat(lockstep.status().isPendingOrDirty()).isFalse();
    }

    private static List<String> versions(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            return Sql.column(connection, "SELECT version FROM schema_migrations ORDER BY version");
        }
    }

    private static void recordedHalf(TestDatabase db) throws Exception {
        Sample.execute(db, SAMPLE.statements("expected/common.sql").subList(0, STATEMENTS_OF_HALF));
        ownTable(db);
    }

    private static void ownTable(TestDatabase db) throws Exception {
        Sample.execute(db, SAMPLE.statements("recorded/" + db.dbms() + ".sql"));
    }

    /** Those that dbmate takes for migrations, in the order in which it takes them. */
    private static List<Path> files(TestDatabase db) throws IOException {
        try (Stream<Path> common = Files.list(SAMPLE.folder("common"));
                Stream<Path> own = Files.list(SAMPLE.folder(db.dbms().toString()))) {
            return Stream.concat(common, own)
                    .filter(file -> file.getFileName().toString().matches("\\d+.*\\.sql"))
                    .sorted((left, right) -> left.getFileName().compareTo(right.getFileName()))
                    .toList();
        }
    }

    private static void copy(List<Path> files, Path folder) throws IOException {
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }
}
