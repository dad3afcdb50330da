package dev.lockstep.dialect;

/** What stands between a connection and the server's session, and so how long that keeps the connection's locks and settings. */
public enum Pooling {
    /** Nothing that exchanges sessions, as far as can be seen. */
    NONE,
    /** A pooler, of which it is not known yet when it exchanges the session. */
    UNKNOWN,
    /** A pooler that leaves each connection its session. */
    SESSION,
    /** A pooler that gives each transaction a session: nothing but a transaction lasts. */
    TRANSACTION
}
