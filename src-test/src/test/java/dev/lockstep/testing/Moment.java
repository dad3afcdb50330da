package dev.lockstep.testing;

/** When a fault strikes, seen from the call that it strikes at. */
public enum Moment {
    /** The call does not reach the server. */
    BEFORE,
    /** The server has done it and the driver knows. */
    AFTER,
    /**
     * The call reaches the server and the client is gone when the answer comes; nobody waits for the answer. On SQLite,
     * where no wire lies between, it is the same as {@link #AFTER}.
     */
    UNANSWERED
}
