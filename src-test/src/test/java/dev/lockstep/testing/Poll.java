package dev.lockstep.testing;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Waiting for something that another process does. The deadline only turns a hang into a failure: it is generous, and no
 * test's verdict depends on how long a thing took.
 */
public final class Poll {
    /** Long enough for a loaded machine; whoever reaches it hangs. */
    public static final Duration GENEROUS = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Poll() {}

    /** A question asked again and again; it may throw whatever JDBC throws. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns as soon as the condition holds; fails with {@code what} if it never does. */
    public static void until(String what, Condition condition) {
        until(() -> what, GENEROUS, condition);
    }

    /** The same, for what takes long by itself; {@code what} is asked for only if it fails. */
    public static void until(Supplier<String> what, Duration deadline, Condition condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!holds(what, condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still waiting after " + deadline + ": " + what.get());
            }
            pause();
        }
    }

    private static boolean holds(Supplier<String> what, Condition condition) {
        try {
            return condition.holds();
        } catch (Exception e) {
            throw new AssertionError("while waiting: " + what.get(), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
