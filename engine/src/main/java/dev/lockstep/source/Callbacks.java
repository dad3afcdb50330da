package dev.lockstep.source;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Script;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Scripts that run at certain moments of a run. They are no migrations: nothing tells afterwards that they ran, and they
 * run as often as their moment comes. Those around a step belong to its transaction where both can be rolled back, and
 * then they count with it; all others run once more if the run was killed before it could tell that they had ended.
 *
 * @param up the scripts of a run up, those of one moment in the order in which they run
 * @param down the scripts of a run down
 */
public record Callbacks(Map<Moment, List<Script>> up, Map<Moment, List<Script>> down) {
    /** No scripts at all. */
    public static final Callbacks NONE = new Callbacks(Map.of(), Map.of());

    /** When a script runs. */
    public enum Moment {
        /** Before the first step; on a run up also where there is none. What it sets in the session holds for all steps. */
        BEFORE_RUN,
        /** Before the first statement of a step, also of one that goes on. */
        BEFORE_STEP,
        /** After the last statement of a step. */
        AFTER_STEP,
        /** After a step has failed, and what can be rolled back was. */
        AFTER_FAILED_STEP,
        /** When no version is left to be applied. */
        AFTER_VERSIONS,
        /** Before the first step of a run that is no version's. */
        BEFORE_REPEATABLES,
        /** After the last step, if there was one. */
        AFTER_STEPS,
        /** At the end of a run that did not fail; on a run up also where there was no step. */
        AFTER_RUN,
        /** At the end of a run that failed. */
        AFTER_FAILED_RUN
    }

    /** Copies the lists. */
    public Callbacks {
        up = copied(up);
        down = copied(down);
    }

    private static Map<Moment, List<Script>> copied(Map<Moment, List<Script>> scripts) {
        Map<Moment, List<Script>> copy = new EnumMap<>(Moment.class);
        scripts.forEach((moment, each) -> copy.put(moment, List.copyOf(each)));
        return copy;
    }

    /** The scripts of one moment. */
    public List<Script> at(Direction direction, Moment moment) {
        return in(direction).getOrDefault(moment, List.of());
    }

    /** All scripts of a direction. */
    public List<Script> all(Direction direction) {
        return in(direction).values().stream().flatMap(Collection::stream).toList();
    }

    private Map<Moment, List<Script>> in(Direction direction) {
        return direction == Direction.UP ? up : down;
    }
}
