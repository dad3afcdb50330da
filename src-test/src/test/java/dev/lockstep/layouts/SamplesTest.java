package dev.lockstep.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Client;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each sample project gives the schema and the rows that its own tool gives, and that the database's own client makes of the
 * files; it goes the whole way back, and up again.
 */
class SamplesTest {
    private static final String HISTORY = "schema_history";

    /** One that has no way back, as golang-migrate allows it. */
    private static final String ONE_WAY = "6";

    @EachDatabase
    void golang_migrate(TestDatabase db, TestDatabase expected, TestDatabase byClient, TestDatabase empty)
            throws Exception {
        Sample sample = new Sample("golang-migrate");
        runs(sample, db, expected, byClient);
        Lockstep oneWay = sample.lockstep(db, sample.tool());
        assertThatThrownBy(() -> oneWay.down(Target.EVERYTHING))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("version " + ONE_WAY + " (no down) has no down script");
        MigrationSource wayBack = MigrationSource.memory(Map.of(ONE_WAY + "_no_down.down.sql", ""));
        goesBack(sample, MigrationSource.all(List.of(sample.files(db), wayBack)), db, expected, empty);
    }

    @EachDatabase
    void goose(TestDatabase db, TestDatabase expected, TestDatabase byClient, TestDatabase empty) throws Exception {
        Sample sample = new Sample("goose", Target.to("20200202000000"));
        refuses(sample, db, "'20200301000000_in_go.go' is a migration in Go");
        runs(sample, db, expected, byClient);
        goesBack(sample, sample.files(db), db, expected, empty);
    }

    @EachDatabase
    void dbmate(TestDatabase db, TestDatabase expected, TestDatabase empty) throws Exception {
        Sample sample = new Sample("dbmate");
        runs(sample, db, expected);
        goesBack(sample, sample.files(db), db, expected, empty);
    }

    @EachDatabase
    void pop(TestDatabase db, TestDatabase expected, TestDatabase byClient, TestDatabase empty) throws Exception {
        Sample sample = new Sample("pop", Target.to("20200203000000"));
        refuses(sample, db, "'20300101000000_in_fizz.up.fizz' is written in fizz");
        assertThatThrownBy(sample.lockstep(db, "pop")::validate)
                .hasMessageContaining("20300102000000_template.up.sql:1:1")
                .hasMessageContaining("a Go template");
        runs(sample, db, expected, byClient);
        goesBack(sample, sample.files(db), db, expected, empty);
    }

    @EachDatabase
    void diesel(TestDatabase db, TestDatabase expected, TestDatabase byClient, TestDatabase empty) throws Exception {
        Sample sample = new Sample("diesel");
        runs(sample, db, expected, byClient);
        goesBack(sample, sample.files(db), db, expected, empty);
    }

    private static void refuses(Sample sample, TestDatabase db, String what) throws Exception {
        assertThatThrownBy(() -> sample.lockstep(db, sample.tool()).migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(what);
        assertThat(sample.lockstep(db, sample.tool()).version()).isEmpty();
    }

    private static void runs(Sample sample, TestDatabase db, TestDatabase expected, TestDatabase byClient)
            throws Exception {
        runs(sample, db, expected);
        Optional<Client> client = Client.of(db.dbms());
        if (client.isPresent()) {
            Sample.withHistory(byClient);
            sample.asTheClientWould(client.get(), byClient);
            assertThat(db.snapshot(HISTORY)).isEqualTo(byClient.snapshot(HISTORY));
        }
    }

    private static void runs(Sample sample, TestDatabase db, TestDatabase expected) throws Exception {
        Sample.withHistory(expected);
        sample.asTheToolWould(expected);
        Report report = sample.lockstep(db, "auto").migrate(sample.last());

        assertThat(report.done()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(report.notes().get(0)).startsWith("the files are read as those of " + sample.tool() + ": ");
        assertThat(db.snapshot(HISTORY)).isEqualTo(expected.snapshot(HISTORY));
        assertThat(sample.lockstep(db, sample.tool()).migrate(sample.last()).done())
                .isEmpty();
        assertThat(sample.lockstep(db, sample.tool()).status().rows().stream()
                        .filter(row -> row.state() == Status.State.APPLIED))
                .hasSameSizeAs(report.done());
    }

    private static void goesBack(
            Sample sample, MigrationSource files, TestDatabase db, TestDatabase expected, TestDatabase empty)
            throws Exception {
        Lockstep lockstep = Sample.lockstep(db, sample.tool(), files);
        Sample.withHistory(empty);
        lockstep.down(Target.EVERYTHING);
        assertThat(db.snapshot(HISTORY)).isEqualTo(empty.snapshot(HISTORY));
        lockstep.migrate(sample.last());
        assertThat(db.snapshot(HISTORY)).isEqualTo(expected.snapshot(HISTORY));
    }
}
