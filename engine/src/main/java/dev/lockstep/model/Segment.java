package dev.lockstep.model;

import java.util.Optional;

/**
 * A run of a script's statements that becomes durable at once.
 *
 * @param first the number of its first statement, from 1
 * @param last the number of its last statement
 * @param bare why the statement cannot be rolled back; empty for a transactional segment
 * @param hash the rolling hash of the script's tokens up to and including the last statement
 */
public record Segment(int first, int last, Optional<String> bare, String hash) {
    /** Whether the database can roll the segment back. */
    public boolean isTransactional() {
        return bare.isEmpty();
    }
}
