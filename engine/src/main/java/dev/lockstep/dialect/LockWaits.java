package dev.lockstep.dialect;

/**
 * The SQL by which a session is told how long its statements wait for what others have locked; each is empty where there is
 * nothing to tell.
 *
 * @param patient they wait as long as it takes; told first, and again after {@code brief}
 * @param brief they give up soon, up to the next {@code patient}; told outside any transaction
 * @param briefInTransaction they give up soon, up to the end of the transaction that is open, or of its savepoint
 */
public record LockWaits(String patient, String brief, String briefInTransaction) {
    /** It is left as it is. */
    public static final LockWaits NONE = new LockWaits("", "", "");
}
