package dev.lockstep.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Who holds the lock, as the database itself tells it at this moment.
 *
 * @param session the database's number of the session, or the process id where the lock is a file's
 * @param owner who it is: user, host, application
 * @param activity what the session is doing now, for example the statement that it executes; empty if that is not told
 * @param since since when the session, or what it is doing, goes on, if that is told
 */
public record Holder(String session, String owner, String activity, Optional<Instant> since) {}
