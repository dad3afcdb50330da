package dev.lockstep.run;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Event;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Problem;
import dev.lockstep.source.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All that a caller may choose.
 *
 * @param enabled whether a run does anything at all
 * @param schema the schema of the history table; empty for the session's default
 * @param table the name of the history table
 * @param limits how long things may take
 * @param policies what to be strict about, from what the files' layout is strict about by itself
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
        UnaryOperator<Policies> policies,
        Map<String, String> placeholders,
        List<String> sessionSql,
        Layout format,
        Predecessor predecessor,
        Event.Listener listener) {
    /**
     * Copies the collections; what the listener throws ends the run like any other wish that it stop.
     *
     * @throws ConfigurationException if the table or the schema has no name
     */
    public Settings {
        if (table.isBlank() || schema.filter(String::isBlank).isPresent()) {
            throw new ConfigurationException(Problem.of(
                    "the history table and its schema need a name", "set table and schema, or leave them out"));
        }
        listener = stopping(listener);
        placeholders = Map.copyOf(placeholders);
        sessionSql = List.copyOf(sessionSql);
    }

    private static Event.Listener stopping(Event.Listener listener) {
        return event -> {
            try {
                listener.on(event);
            } catch (LockstepException failed) {
                throw failed;
            } catch (RuntimeException thrown) {
                throw new InterruptedRunException(
                        List.of(Problem.of(
                                "the listener ended the run: " + thrown,
                                "what was done is recorded; run the same command again, which goes on from here")),
                        thrown);
            }
        };
    }
}
