package dev.lockstep.engine;

import dev.lockstep.testing.Poll;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads of a test that must not outlive it, and that do not keep the JVM alive if they hang. */
final class Background implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "background of a test");
        thread.setDaemon(true);
        return thread;
    });

    <T> Future<T> start(Callable<T> task) {
        return threads.submit(task);
    }

    /** What the task answers, or throws; a task that never ends fails the test. */
    static <T> T result(Future<T> task) throws Exception {
        try {
            return task.get(Poll.GENEROUS.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** What the task throws. */
    static Throwable failure(Future<?> task) throws Exception {
        try {
            Object answer = task.get(Poll.GENEROUS.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("it was to fail, and answered " + answer);
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
