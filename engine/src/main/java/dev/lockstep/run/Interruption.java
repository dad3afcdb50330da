package dev.lockstep.run;

import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.Traits;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Migration;
import dev.lockstep.model.Place;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Script;
import dev.lockstep.model.Status;
import dev.lockstep.plan.Planner;
import dev.lockstep.plan.Standing;
import dev.lockstep.script.ScriptReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step that was left in the middle, as a status tells of it.
 *
 * @param entry its dirty row
 */
record Interruption(Traits traits, Standing standing, HistoryEntry entry) {

    Status.Dirt dirt() {
        return new Status.Dirt(
                direction(),
                entry.state().done(),
                entry.state().total(),
                script().flatMap(this::next),
                entry.state().error(),
                commands());
    }

    private Direction direction() {
        return Planner.directionOf(entry);
    }

    private Optional<Script> script() {
        return direction() == Direction.UP
                ? standing.migration().map(Migration::up)
                : standing.migration().flatMap(Migration::down);
    }

    /** Where the first statement begins that is not known to be durable; a file that cannot be read shows no place. */
    private Optional<Place> next(Script script) {
        try (ScriptReader reader = new ScriptReader(script, traits)) {
            boolean isThere = true;
            while (isThere && reader.number() <= entry.state().done()) {
                isThere = reader.next();
            }
            return isThere ? Optional.of(reader.place(0)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** What may be done next; where nothing tells what became of a statement, no run goes on before a person has said it. */
    private List<String> commands() {
        boolean isBlind = Progress.parse(entry.state().progress())
                .intent()
                .filter(intent -> intent.before() instanceof Probe.Blind)
                .isPresent();
        if (isBlind) {
            return Stream.of(Resolution.APPLIED, Resolution.RETRY, Resolution.REVERTED)
                    .map(as -> "lockstep resolve " + standing.id() + " --as "
                            + as.name().toLowerCase(Locale.ROOT))
                    .toList();
        }
        if (direction() == Direction.DOWN) {
            return List.of("lockstep down", "lockstep migrate");
        }
        return standing.id().kind().repetition() == Repetition.ONCE
                ? List.of("lockstep migrate", "lockstep down")
                : List.of("lockstep migrate");
    }
}
