package dev.lockstep.run;

import dev.lockstep.model.Event;
import dev.lockstep.plan.Policies;
import dev.lockstep.source.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a caller may choose.
 *
 * @param enabled whether a run does anything at all
 * @param schema the schema of the history table; empty for the session's default
 * @param table the name of the history table
 * @param limits how long things may take
 * @param policies what to be strict about
 * @param placeholders what {@code ${name}} in a statement stands for; without any, such text is sent as it is
 * @param sessionSql statements that run on every new session
 * @param format how file names are read
 * @param predecessor the tool that had the database before
 * @param listener who is told what happens
 */
public record Settings(
        boolean enabled,
        Optional<String> schema,
        String table,
        Limits limits,
        Policies policies,
        Map<String, String> placeholders,
        List<String> sessionSql,
        Layout format,
        Predecessor predecessor,
        Event.Listener listener) {
    /** Copies the collections. */
    public Settings {
        placeholders = Map.copyOf(placeholders);
        sessionSql = List.copyOf(sessionSql);
    }
}
