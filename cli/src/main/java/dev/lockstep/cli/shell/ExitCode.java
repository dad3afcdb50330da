package dev.lockstep.cli.shell;

import dev.lockstep.model.CallbackFailedException;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.UndecidableException;
import dev.lockstep.model.ValidationException;
import java.util.Map;

/** What the shell is told. Scripts are written against these numbers. */
public enum ExitCode {
    /** Done, or nothing to do. */
    DONE(0, "done"),
    /** A migration failed, or something unforeseen happened. */
    FAILED(1, "failed"),
    /** The command line or the configuration makes no sense; nothing was done. */
    USAGE(2, "configuration"),
    /** {@code status --check}: something is pending or dirty. */
    PENDING(3, "pending"),
    /** Files and history do not agree, or files cannot be read; nothing was executed. */
    INVALID(4, "validation"),
    /** The lock was not free in time; nothing was done. */
    LOCKED(5, "locked"),
    /** A person has to say how an interrupted statement ended. */
    UNDECIDABLE(6, "undecidable"),
    /** No connection, or a right is missing. */
    NO_CONNECTION(7, "connection"),
    /** Interrupted; the state is safe. */
    INTERRUPTED(130, "interrupted");

    private static final Map<Class<? extends LockstepException>, ExitCode> BY_CAUSE = Map.of(
            CallbackFailedException.class, FAILED,
            MigrationFailedException.class, FAILED,
            ConfigurationException.class, USAGE,
            ValidationException.class, INVALID,
            LockTimeoutException.class, LOCKED,
            UndecidableException.class, UNDECIDABLE,
            ConnectionException.class, NO_CONNECTION,
            InterruptedRunException.class, INTERRUPTED);

    private final int number;
    private final String word;

    ExitCode(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** The code for a failure. */
    public static ExitCode of(LockstepException failure) {
        return BY_CAUSE.getOrDefault(failure.getClass(), FAILED);
    }

    /** The number that the shell sees. */
    public int number() {
        return number;
    }

    /** The code in JSON. */
    public String word() {
        return word;
    }
}
