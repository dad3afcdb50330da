package dev.lockstep.model;

/**
 * A run of a script's statements that becomes durable at once.
 *
 * @param kind how it is executed
 * @param first the number of its first statement, from 1
 * @param last the number of its last statement
 * @param reason why it cannot be rolled back; empty unless it is bare
 * @param hash the rolling hash of the script's tokens up to and including the last statement
 * @param part in which part of the script it stands, from 1; 0 in a script that has none. The session begins each part as it
 *     began the script
 */
public record Segment(Kind kind, int first, int last, String reason, String hash, int part) {

    /** How a segment is executed. */
    public enum Kind {
        /** In a transaction that commits it together with its progress. */
        TRANSACTION,
        /** One statement that cannot be rolled back: its intent is committed before it, its progress after it. */
        BARE,
        /** Statements that change the session alone, outside a transaction: nothing of them is durable. */
        SESSION
    }
}
