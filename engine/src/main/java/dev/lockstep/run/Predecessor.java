package dev.lockstep.run;

import dev.lockstep.foreign.ForeignHistories;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tool that had the database before.
 *
 * @param tools the tools to look for
 * @param table the tool's table, with or without a schema before a dot; empty for its usual one
 * @param isAdopted whether a run adopts its history by itself, instead of stopping before it
 * @param isStrict whether it is adopted only where history, files and database agree in everything
 */
public record Predecessor(
        Supplier<ForeignHistories> tools, Optional<String> table, boolean isAdopted, boolean isStrict) {
    /** Whichever is found stops a run. */
    public static final Predecessor ANY = new Predecessor(ForeignHistories::all, Optional.empty(), false, false);

    /** One of these tools, in this table, adopted by itself. */
    public static Predecessor adoptedFrom(ForeignHistories tools, Optional<String> table) {
        return new Predecessor(() -> tools, table, true, false);
    }

    /** The same; strict or not. */
    public Predecessor strict(boolean wanted) {
        return new Predecessor(tools, table, isAdopted, wanted);
    }
}
