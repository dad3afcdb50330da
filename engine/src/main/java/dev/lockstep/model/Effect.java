package dev.lockstep.model;

/** What a statement does to a transaction, and so how Lockstep executes it. */
public enum Effect {
    /** The database can roll it back: it commits together with its progress. */
    TRANSACTIONAL,
    /** It commits by itself, or refuses to run inside a transaction: its intent is recorded before it. */
    BARE,
    /** It changes the session alone, inside a transaction or outside, and is executed again when a script is resumed. */
    SESSION,
    /** It changes the session alone, and is without effect or refused inside a transaction. */
    SESSION_OUTSIDE,
    /** It begins a transaction: a boundary between segments, not sent. */
    BEGIN,
    /** It commits a transaction: a boundary between segments, not sent. */
    COMMIT,
    /** It rolls the whole transaction back, which makes no sense in a migration. */
    ROLLBACK,
    /** It is understood and not sent, since Lockstep itself sees to what it is for. */
    IGNORED;

    /** Whether it changes the session alone. */
    public boolean changesSession() {
        return this == SESSION || this == SESSION_OUTSIDE;
    }
}
