package dev.lockstep.model;

import java.util.List;

/**
 * What one reading of a script found: its checksums, its directives and how its statements commit.
 *
 * @param checksum over the tokens
 * @param rawChecksum over the bytes
 * @param directives what its leading comments ask for
 * @param segments its statements, cut into what becomes durable at once; empty for a script without statements
 */
public record Outline(Checksum checksum, Checksum rawChecksum, Directives directives, List<Segment> segments) {
    /** Copies the segments. */
    public Outline {
        segments = List.copyOf(segments);
    }

    /** How many statements the script has, those that are understood and not sent included. */
    public int statements() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).last();
    }

    /** Whether the whole script can be rolled back, and so commits at once together with its history row. */
    public boolean isAtomic() {
        return segments.isEmpty() || (segments.size() == 1 && segments.get(0).isTransactional());
    }
}
