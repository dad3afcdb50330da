package dev.lockstep.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session of the database, as the database itself tells of it at this moment. Texts are empty where it does not tell:
 * because it has no such thing, or because a right is missing to look.
 *
 * @param id the database's number of the session, or the process id where the lock is a file's
 * @param user the database's user
 * @param address where the client is
 * @param application what the client calls itself
 * @param activity what the session does
 * @param statement the statement that it executes, or has executed last
 * @param since since when it does that: for a transaction that waits for its client, since when it is open
 * @param progress how far the statement is
 * @param blockers the sessions that it waits for, without theirs; where the database cannot tell them apart, those that may
 *     be the one
 */
public record DatabaseSession(
        String id,
        String user,
        String address,
        String application,
        Activity activity,
        String statement,
        Optional<Instant> since,
        Optional<Progress> progress,
        List<DatabaseSession> blockers) {
    private static final int EXACT_MILLIS = 500;

    /** Copies the list. */
    public DatabaseSession {
        blockers = List.copyOf(blockers);
    }

    /** The same, with those that it waits for; if there are any, it is blocked. */
    public DatabaseSession blockedBy(List<DatabaseSession> others) {
        Activity now = others.isEmpty() ? activity : Activity.BLOCKED;
        return new DatabaseSession(id, user, address, application, now, statement, since, progress, others);
    }

    /** The same, of which is known what its client calls itself. */
    public DatabaseSession calledBy(String client) {
        return new DatabaseSession(id, user, address, client, activity, statement, since, progress, blockers);
    }

    /** The same, with how far it is. */
    public DatabaseSession at(Optional<Progress> reached) {
        return new DatabaseSession(id, user, address, application, activity, statement, since, reached, blockers);
    }

    /** Whether it executes nothing. */
    public boolean isIdle() {
        return activity == Activity.IDLE || activity == Activity.IDLE_IN_TRANSACTION;
    }

    /**
     * Whether it is the same session and still at the same thing, from the same moment on; databases tell such moments as
     * exactly as half a second.
     */
    public boolean isStillAt(DatabaseSession before) {
        return id.equals(before.id)
                && activity == before.activity
                && statement.equals(before.statement)
                && since.isPresent() == before.since.isPresent()
                && Duration.between(since.orElse(Instant.EPOCH), before.since.orElse(Instant.EPOCH))
                                .abs()
                                .toMillis()
                        < EXACT_MILLIS
                && blockers.size() == before.blockers.size();
    }

    /**
     * The session in a clause: {@code session 4711 (shop from 10.0.0.3, lockstep web-3/99), idle in transaction since
     * 2026-03-01 12:00:00 UTC, last: UPDATE orders ...}.
     */
    @Override
    public String toString() {
        return name() + ", " + doing() + waitsFor();
    }

    /** Number and owner: {@code session 4711 (shop from 10.0.0.3, lockstep web-3/99)}. */
    public String name() {
        String who = Stream.of(user + (address.isEmpty() ? "" : " from " + address), application)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return "session " + id + (who.isEmpty() ? "" : " (" + who + ")");
    }

    /** What it does, and since when: {@code executing since 2026-03-01 12:00:00 UTC: CREATE INDEX ... [scanning table 45 %]}. */
    public String doing() {
        String from = since.map(at -> " since " + text(at)).orElse("");
        String what = switch (activity) {
            case EXECUTING -> "executing" + from;
            case BLOCKED -> "blocked" + from;
            case IDLE_IN_TRANSACTION -> "idle in transaction" + from;
            case IDLE -> "idle" + from;
            case UNKNOWN -> (from.isEmpty() ? "" : from.strip() + "; ") + "what it does is not told";
        };
        return what + shown() + progress.map(reached -> " [" + reached + "]").orElse("");
    }

    private String shown() {
        if (statement.isEmpty()) {
            return "";
        }
        boolean isRunning = activity == Activity.EXECUTING || activity == Activity.BLOCKED;
        return (isRunning ? ": " : ", last: ") + Statement.excerpt(statement);
    }

    private String waitsFor() {
        return blockers.isEmpty()
                ? ""
                : "; in its way: "
                        + blockers.stream().map(DatabaseSession::toString).collect(Collectors.joining("; "));
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    /** What a session does. */
    public enum Activity {
        /** It executes a statement. */
        EXECUTING,
        /** It executes a statement that waits for a lock of another session. */
        BLOCKED,
        /** It waits for its client, with a transaction open, and so with all that the transaction has locked. */
        IDLE_IN_TRANSACTION,
        /** It waits for its client. */
        IDLE,
        /** The database does not tell. */
        UNKNOWN
    }

    /**
     * How far a statement is, in the database's own words.
     *
     * @param phase what is being done
     * @param percent how much of that, if it is counted
     */
    public record Progress(String phase, OptionalDouble percent) {
        /** Phase and percent: {@code building index: scanning table 45 %}. */
        @Override
        public String toString() {
            return percent.isPresent() ? phase + " " + Math.round(percent.getAsDouble()) + " %" : phase;
        }
    }
}
