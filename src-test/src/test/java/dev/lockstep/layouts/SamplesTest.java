package dev.lockstep.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.List;

/** Each sample project gives the schema and the rows that its own tool gives, and goes the whole way back. */
class SamplesTest {
    private static final String HISTORY = "schema_history";

    @EachDatabase
    void golang_migrate(TestDatabase db, TestDatabase expected, TestDatabase empty) throws Exception {
        runs(new Sample("golang-migrate"), db, expected, empty);
    }

    @EachDatabase
    void goose(TestDatabase db, TestDatabase expected, TestDatabase empty) throws Exception {
        runs(new Sample("goose"), db, expected, empty);
    }

    @EachDatabase
    void dbmate(TestDatabase db, TestDatabase expected, TestDatabase empty) throws Exception {
        runs(new Sample("dbmate"), db, expected, empty);
    }

    @EachDatabase
    void pop(TestDatabase db, TestDatabase expected, TestDatabase empty) throws Exception {
        runs(new Sample("pop"), db, expected, empty);
    }

    @EachDatabase
    void diesel(TestDatabase db, TestDatabase expected, TestDatabase empty) throws Exception {
        runs(new Sample("diesel"), db, expected, empty);
    }

    private static void runs(Sample sample, TestDatabase db, TestDatabase expected, TestDatabase empty)
            throws Exception {
        sample.asTheToolWould(expected);
        Sample.withHistory(expected);
        Sample.withHistory(empty);
        Report report = sample.lockstep(db, "auto").migrate();

        assertThat(report.done()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(report.notes().get(0)).startsWith("the files are read as those of " + sample.tool() + ": ");
        assertThat(db.snapshot(HISTORY)).isEqualTo(expected.snapshot(HISTORY));
        assertThat(sample.lockstep(db, sample.tool()).migrate().done()).isEmpty();
        assertThat(sample.lockstep(db, sample.tool()).status().rows())
                .allMatch(row -> row.state() == Status.State.APPLIED);

        goesBack(sample, db, empty);
    }

    private static void goesBack(Sample sample, TestDatabase db, TestDatabase empty) throws Exception {
        List<String> withoutDown = sample.listed(db).migrations().stream()
                .filter(migration -> migration.down().isEmpty())
                .map(migration -> migration.id().toString())
                .toList();
        assertThat(withoutDown).isEmpty();
        sample.lockstep(db, sample.tool()).down(Target.EVERYTHING);
        assertThat(db.snapshot(HISTORY)).isEqualTo(empty.snapshot(HISTORY));
    }
}
