package dev.lockstep.model;

import java.util.List;
import java.util.Optional;

/**
 * What a run would do now.
 *
 * @param dialect the database's dialect
 * @param from the newest version that is applied now; empty if none is
 * @param steps the steps, in their order; empty if there is nothing to do
 * @param notes what the caller should know, though it stops nothing
 */
public record Plan(String dialect, Optional<Version> from, List<Step> steps, List<String> notes) {
    /** Copies the lists. */
    public Plan {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }
}
