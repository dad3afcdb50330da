package dev.lockstep.source.layout;

import dev.lockstep.model.Script;
import dev.lockstep.source.Callbacks;
import dev.lockstep.source.Callbacks.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Flyway's events, for which scripts may be called, and the moments of a run that they are here. */
final class FlywayEvents {
    private static final Map<String, Moment> UP = new LinkedHashMap<>();
    private static final Map<String, Moment> DOWN = new LinkedHashMap<>();

    static {
        UP.put("beforeValidate", Moment.BEFORE_RUN);
        UP.put("afterValidate", Moment.BEFORE_RUN);
        UP.put("beforeMigrate", Moment.BEFORE_RUN);
        UP.put("beforeEachMigrate", Moment.BEFORE_STEP);
        UP.put("afterEachMigrate", Moment.AFTER_STEP);
        UP.put("afterEachMigrateError", Moment.AFTER_FAILED_STEP);
        UP.put("afterVersioned", Moment.AFTER_VERSIONS);
        UP.put("beforeRepeatables", Moment.BEFORE_REPEATABLES);
        UP.put("afterMigrateApplied", Moment.AFTER_STEPS);
        UP.put("afterMigrate", Moment.AFTER_RUN);
        UP.put("afterMigrateOperationFinish", Moment.AFTER_RUN);
        UP.put("afterMigrateError", Moment.AFTER_FAILED_RUN);
        DOWN.put("beforeUndo", Moment.BEFORE_RUN);
        DOWN.put("beforeEachUndo", Moment.BEFORE_STEP);
        DOWN.put("afterEachUndo", Moment.AFTER_STEP);
        DOWN.put("afterEachUndoError", Moment.AFTER_FAILED_STEP);
        DOWN.put("afterUndo", Moment.AFTER_RUN);
        DOWN.put("afterUndoOperationFinish", Moment.AFTER_RUN);
        DOWN.put("afterUndoError", Moment.AFTER_FAILED_RUN);
    }

    /** Events that do not happen here: nothing is executed then, or it is not Lockstep that does it. */
    private static final Set<String> ABSENT = Set.of(
            "afterBaseline",
            "afterBaselineError",
            "afterBaselineOperationFinish",
            "afterClean",
            "afterCleanError",
            "afterCleanOperationFinish",
            "afterConnect",
            "afterEachMigrateStatement",
            "afterEachMigrateStatementError",
            "afterEachUndoStatement",
            "afterEachUndoStatementError",
            "afterInfo",
            "afterInfoError",
            "afterInfoOperationFinish",
            "afterRepair",
            "afterRepairError",
            "afterRepairOperationFinish",
            "afterValidateError",
            "afterValidateOperationFinish",
            "beforeBaseline",
            "beforeClean",
            "beforeConnect",
            "beforeCreateSchema",
            "beforeEachMigrateStatement",
            "beforeEachUndoStatement",
            "beforeInfo",
            "beforeRepair",
            "createSchema");

    /** The names of all events. */
    static final Set<String> NAMES = Stream.of(UP.keySet(), DOWN.keySet(), ABSENT)
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));

    private FlywayEvents() {}

    /**
     * A script for an event.
     *
     * @param event the event
     * @param description what tells it from others for the same event, and orders them
     * @param script the script
     */
    record Call(String event, String description, Script script) {}

    /** Whether the event happens here. */
    static boolean happens(String event) {
        return !ABSENT.contains(event);
    }

    /** The scripts by moment: in the order of the events, and within one event in the order of their descriptions. */
    static Callbacks callbacks(List<Call> calls) {
        return new Callbacks(callbacks(calls, UP), callbacks(calls, DOWN));
    }

    private static Map<Moment, List<Script>> callbacks(List<Call> calls, Map<String, Moment> moments) {
        List<String> order = List.copyOf(moments.keySet());
        Map<Moment, List<Script>> callbacks = new EnumMap<>(Moment.class);
        calls.stream()
                .filter(call -> moments.containsKey(call.event()))
                .sorted(Comparator.comparing((Call call) -> order.indexOf(call.event()))
                        .thenComparing(Call::description))
                .forEach(call -> callbacks
                        .computeIfAbsent(Objects.requireNonNull(moments.get(call.event())), first -> new ArrayList<>())
                        .add(call.script()));
        return callbacks;
    }
}
