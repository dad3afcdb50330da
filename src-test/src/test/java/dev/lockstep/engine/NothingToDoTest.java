package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Report;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The run that nearly every start of an application is: everything is applied. */
class NothingToDoTest {
    private static final int MOST_ROUND_TRIPS = 3;

    /** What a run without work cost. */
    private record Cost(int roundTrips, int opens) {}

    @EachDatabase
    void takes_no_lock_and_writes_nothing_in_three_round_trips_at_most(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.abc()).migrate();
        Faults faults = Faults.counting();
        String before = db.snapshot();

        Report report = Lockstep.builder(db.dataSource(faults), new CountingSource(Given.abc()))
                .build()
                .migrate();

        assertThat(report.done()).isEmpty();
        assertThat(faults.log().writes()).isEmpty();
        assertThat(faults.log().statements())
                .isNotEmpty()
                .noneMatch(sql -> sql.matches("(?is).*(advisory|get_lock).*"));
        assertThat(faults.log().roundTrips()).as("%s", faults.log()).isLessThanOrEqualTo(MOST_ROUND_TRIPS);
        assertThat(faults.turns()).as("turns on the wire, %s", faults.log()).isLessThanOrEqualTo(MOST_ROUND_TRIPS);
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void does_not_wait_while_somebody_else_holds_the_lock(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.abc()).migrate();
        Lockstep lockstep =
                Given.builder(db, Given.abc()).lockTimeout(Duration.ZERO).build();

        HeldLock.during(db, Given.with(Given.abc(), "4_d.up.sql", "SELECT 1;\n"), letGo -> {
            assertThat(lockstep.lock().holder()).isPresent();
            assertThat(lockstep.migrate().done()).isEmpty();
        });
    }

    @EachDatabase
    void opens_each_file_exactly_once(TestDatabase db) throws Exception {
        Map<String, String> files = Given.with(Given.abc(), "R__again.sql", "SELECT 1;\n");
        CountingSource source = new CountingSource(files);
        Lockstep lockstep = Lockstep.builder(db.dataSource(), source).build();
        lockstep.migrate();
        source.forget();

        lockstep.migrate();

        Map<String, Integer> expected = new TreeMap<>();
        files.keySet().stream().filter(name -> !name.endsWith(".down.sql")).forEach(name -> expected.put(name, 1));
        assertThat(source.opened()).isEqualTo(expected);
    }

    @EachDatabase
    void costs_as_many_round_trips_for_a_thousand_files_as_for_ten_and_ten_times_the_reading_for_ten_times_the_files(
            TestDatabase ten, TestDatabase hundred, TestDatabase thousand) throws Exception {
        Cost ofTen = cost(ten, 10);
        Cost ofHundred = cost(hundred, 100);
        Cost ofThousand = cost(thousand, 1_000);

        assertThat(ofTen.opens()).isEqualTo(10);
        assertThat(ofHundred).isEqualTo(new Cost(ofTen.roundTrips(), 10 * ofTen.opens()));
        assertThat(ofThousand.roundTrips()).isEqualTo(ofTen.roundTrips());
        assertThat(ofThousand.opens()).isEqualTo(10 * ofHundred.opens());
    }

    private static Cost cost(TestDatabase db, int count) {
        Map<String, String> files = new TreeMap<>();
        for (int version = 1; version <= count; version++) {
            files.put(version + "_nothing.up.sql", "SELECT " + version + ";\n");
        }
        CountingSource source = new CountingSource(files);
        assertThat(Lockstep.builder(db.dataSource(), source).build().migrate().done())
                .hasSize(count);
        source.forget();
        Faults faults = Faults.counting();
        assertThat(Lockstep.builder(db.dataSource(faults), source)
                        .build()
                        .migrate()
                        .done())
                .isEmpty();
        return new Cost(faults.log().roundTrips(), source.opens());
    }
}
