package dev.lockstep.plan;

import dev.lockstep.history.Ledger;
import dev.lockstep.history.Rows;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Kind;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Script;
import dev.lockstep.model.Status.State;
import dev.lockstep.model.Target;
import dev.lockstep.source.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Files, a history and policies, and what comes of them. */
final class Case {
    private final List<Candidate> files = new ArrayList<>();
    private final Ledger ledger;
    private OutOfOrder outOfOrder = OutOfOrder.FAIL;
    private Missing missing = Missing.FAIL;

    private Case(Ledger ledger) {
        this.ledger = ledger;
    }

    static Case of(Rows rows) {
        return new Case(rows.ledger());
    }

    static Case empty() {
        return new Case(Ledger.EMPTY);
    }

    /** Files with up and down scripts, whose content is that which {@link Rows#up} records. */
    Case files(String... ids) {
        for (String id : ids) {
            file(id, "content of " + id, true);
        }
        return this;
    }

    Case fileWithoutDown(String id) {
        return file(id, "content of " + id, false);
    }

    Case file(String id, String content) {
        return file(id, content, true);
    }

    /** A listed file that runs as often as this. */
    Case file(String id, Repetition repetition, String content) {
        file(id, content);
        Candidate last = files.remove(files.size() - 1);
        Migration once = last.migration();
        Migration migration = new Migration(once.id(), repetition, once.description(), once.up(), once.down());
        files.add(new Candidate(migration, last.rawChecksum(), last.checksum()));
        return this;
    }

    private Case file(String id, String content, boolean hasDown) {
        Script up = Script.ofText(id + ".up.sql", content);
        Optional<Script> down =
                hasDown ? Optional.of(Script.ofText(id + ".down.sql", "down of " + id)) : Optional.empty();
        Migration migration = new Migration(Rows.id(id), "about " + id, up, down);
        files.add(new Candidate(migration, Optional.of(Rows.raw(content)), Optional.of(Rows.tokens(content))));
        return this;
    }

    Case with(OutOfOrder policy) {
        outOfOrder = policy;
        return this;
    }

    Case with(Missing policy) {
        missing = policy;
        return this;
    }

    Map<String, State> states() {
        Map<String, State> states = new LinkedHashMap<>();
        standings().forEach(standing -> states.put(standing.id().toString(), standing.state()));
        return states;
    }

    List<Standing> standings() {
        boolean isListed = files.stream().allMatch(file -> file.migration().id().kind() == Kind.LISTED);
        List<Candidate> inOrder = new ArrayList<>(files);
        if (!isListed) {
            inOrder.sort(Comparator.comparing(file -> file.migration().id(), MigrationId.RUN_ORDER));
        }
        return Assessment.of(inOrder, Manifest.EMPTY, ledger);
    }

    Course up(Target target) {
        return Planner.up(standings(), ledger, target, new Policies(outOfOrder, missing));
    }

    Course down(Target target) {
        return Planner.down(standings(), ledger, target, new Policies(outOfOrder, missing));
    }

    /** The moves as {@code +1 -2}; a resumed one with a star. */
    static String text(Course course) {
        return course.moves().stream()
                .map(move -> (move.direction() == Direction.UP ? "+" : "-") + move.id() + (move.isResumed() ? "*" : ""))
                .collect(Collectors.joining(" "));
    }

    static String problems(Course course) {
        return course.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
