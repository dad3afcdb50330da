package dev.lockstep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.history.Action;
import dev.lockstep.history.Ledger;
import dev.lockstep.history.Rows;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Kind;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Target;
import dev.lockstep.model.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every history and every set of files. */
class PlannerPropertiesTest {
    private static final List<String> VERSIONS = List.of("1", "2", "3", "4", "5", "6", "7");
    private static final List<String> NAMED = List.of("R__v", "R__w", "D__d");

    /**
     * A history, as up and down of what can go up and down then, and the files that are there.
     *
     * @param history a minus before what goes down; a star behind what did not end, which is the last
     * @param files all that the history names among them
     */
    record World(List<String> history, List<String> files) {
        Rows rows() {
            Rows rows = new Rows();
            for (String step : history) {
                take(rows, step);
            }
            return rows;
        }

        private static void take(Rows rows, String step) {
            boolean isDown = step.startsWith("-");
            boolean isDirty = step.endsWith("*");
            String id = step.replace("-", "").replace("*", "");
            if (isDirty && isDown) {
                rows.dirtyDown(id);
            } else if (isDirty) {
                rows.dirtyUp(id);
            } else if (isDown) {
                rows.down(id);
            } else {
                rows.up(id);
            }
        }

        Case situation() {
            return of(rows());
        }

        Case of(Rows rows) {
            return Case.of(rows).files(files.toArray(String[]::new)).with(OutOfOrder.ALLOW);
        }

        Ledger ledger() {
            return rows().ledger();
        }
    }

    @Property
    void what_goes_up_is_not_applied_before(@ForAll("worlds") World world, @ForAll("targets") Target target) {
        Ledger ledger = world.ledger();
        assertThat(up(world, target).moves())
                .filteredOn(move -> move.direction() == Direction.UP)
                .filteredOn(move -> move.id().kind() == Kind.VERSIONED)
                .noneMatch(move -> ledger.isApplied(move.id()));
    }

    @Property
    void what_goes_down_is_applied_or_half_applied_before(
            @ForAll("worlds") World world, @ForAll("targets") Target target) {
        Ledger ledger = world.ledger();
        assertThat(down(world, target).moves())
                .filteredOn(move -> move.direction() == Direction.DOWN)
                .allMatch(move -> ledger.isApplied(move.id())
                        || move.entry().orElseThrow().state().dirty());
    }

    @Property
    void new_steps_up_are_ascending(@ForAll("worlds") World world, @ForAll("targets") Target target) {
        assertThat(up(world, target).moves().stream()
                        .filter(move -> !move.isResumed())
                        .map(Move::id))
                .isSortedAccordingTo(MigrationId.RUN_ORDER);
    }

    @Property
    void what_did_not_end_comes_first_of_all(@ForAll("worlds") World world, @ForAll("targets") Target target) {
        int dirty = world.ledger().dirty().size();
        List<Move> moves = up(world, target).moves();
        assertThat(moves).hasSizeGreaterThanOrEqualTo(dirty);
        for (int i = 0; i < moves.size(); i++) {
            assertThat(moves.get(i).isResumed()).isEqualTo(i < dirty);
        }
    }

    @Property
    void the_way_down_is_the_way_up_backwards(@ForAll("worlds") World world) {
        List<MigrationId> begun = new ArrayList<>();
        world.ledger().begun().forEach(row -> begun.add(row.migration()));
        Collections.reverse(begun);
        assertThat(down(world, Target.EVERYTHING).moves().stream()
                        .filter(move -> move.direction() == Direction.DOWN)
                        .map(Move::id))
                .containsExactlyElementsOf(begun);
    }

    @Property
    void the_same_question_has_the_same_answer(@ForAll("worlds") World world, @ForAll("targets") Target target) {
        assumeThatItCanBeKept(world, target);
        Case situation = world.situation();
        assertThat(situation.standings()).isEqualTo(situation.standings());
        assertThat(situation.up(target)).isEqualTo(situation.up(target));
        assertThat(situation.down(target)).isEqualTo(situation.down(target));
    }

    @Property
    void once_all_has_gone_up_nothing_but_data_is_left(@ForAll("worlds") World world) {
        Rows rows = world.rows();
        take(rows, up(world, Target.EVERYTHING));
        Course again = world.of(rows).up(Target.EVERYTHING);
        assertThat(again.problems()).isEmpty();
        assertThat(again.moves()).allMatch(move -> move.id().kind() == Kind.DATA);
        assertThat(rows.ledger().dirty()).isEmpty();
    }

    @Property
    void once_all_has_gone_down_no_version_is_left(@ForAll("worlds") World world) {
        Rows rows = world.rows();
        take(rows, down(world, Target.EVERYTHING));
        assertThat(rows.ledger().begun()).isEmpty();
        assertThat(rows.ledger().current()).isEmpty();
        assertThat(rows.ledger().dirty()).isEmpty();
        assertThat(world.of(rows).down(Target.EVERYTHING).moves()).isEmpty();
    }

    @Property
    void step_by_step_arrives_where_one_run_does(@ForAll("worlds") World world) {
        Rows atOnce = world.rows();
        take(atOnce, up(world, Target.EVERYTHING));
        Rows oneByOne = world.rows();
        for (int i = 0; i <= world.files().size(); i++) {
            take(oneByOne, world.of(oneByOne).up(Target.steps(1)));
        }
        assertThat(applied(oneByOne)).isEqualTo(applied(atOnce));
    }

    @Property
    void a_target_is_not_passed(@ForAll("worlds") World world, @ForAll("versions") String version) {
        Version target = Version.of(version);
        assertThat(down(world, new Target.To(target)).moves())
                .filteredOn(move -> move.direction() == Direction.DOWN)
                .allMatch(move -> ((MigrationId.Versioned) move.id()).version().compareTo(target) > 0);
    }

    private static Set<MigrationId> applied(Rows rows) {
        Set<MigrationId> applied = new HashSet<>();
        rows.ledger().begun().forEach(row -> applied.add(row.migration()));
        return applied;
    }

    private static Course up(World world, Target target) {
        Course course = world.situation().up(target);
        assertThat(course.problems()).isEmpty();
        return course;
    }

    private static Course down(World world, Target target) {
        assumeThatItCanBeKept(world, target);
        Course course = world.situation().down(target);
        assertThat(course.problems()).isEmpty();
        return course;
    }

    /** A target at or above a version that is taken back in part is refused. */
    private static void assumeThatItCanBeKept(World world, Target target) {
        Assume.that(world.ledger().dirty().stream()
                .filter(row -> row.action() == Action.DOWN)
                .noneMatch(row -> target instanceof Target.To to
                        && ((MigrationId.Versioned) row.migration()).version().compareTo(to.version()) <= 0));
    }

    /** Executes a course upon a model of the history. */
    private static void take(Rows rows, Course course) {
        for (Move move : course.moves()) {
            if (move.isResumed()) {
                rows.finish(move.entry().orElseThrow());
            } else if (move.direction() == Direction.UP) {
                rows.up(move.id().toString());
            } else {
                rows.down(move.id().toString());
            }
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        return Combinators.combine(
                        Arbitraries.of("1", "2", "3", "4", "5", "6", "7", "R__v", "R__w", "D__d", "down")
                                .list()
                                .ofMaxSize(14),
                        Arbitraries.of("", "", "1", "3", "7", "R__v", "D__d", "down"))
                .as(PlannerPropertiesTest::world);
    }

    private static World world(List<String> wishes, String last) {
        List<String> history = new ArrayList<>();
        List<String> applied = new ArrayList<>();
        for (String wish : wishes) {
            take(wish, "", history, applied);
        }
        if (!last.isEmpty()) {
            take(last, "*", history, applied);
        }
        List<String> files = new ArrayList<>(VERSIONS);
        files.addAll(NAMED);
        return new World(history, files);
    }

    private static void take(String wish, String mark, List<String> history, List<String> applied) {
        if (wish.equals("down")) {
            if (!applied.isEmpty()) {
                history.add("-" + applied.remove(applied.size() - 1) + mark);
            }
        } else if (NAMED.contains(wish)) {
            history.add(wish + mark);
        } else if (!applied.contains(wish)) {
            history.add(wish + mark);
            applied.add(wish);
        }
    }

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.of("0", "1", "4", "7");
    }

    @Provide
    Arbitrary<Target> targets() {
        return Arbitraries.of(Target.EVERYTHING, Target.steps(1), Target.steps(3), Target.to("7"));
    }
}
