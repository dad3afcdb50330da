package dev.lockstep.engine;

import dev.lockstep.model.Event;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** A run that has taken the lock and does not go on before it is told to. */
final class HeldLock {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private HeldLock() {}

    /** What a test does while the lock is held. */
    @FunctionalInterface
    interface Work {
        /** The lock is held; once {@code letGo} has run, it is not. */
        void run(Runnable letGo) throws Exception;
    }

    /** Does the work while a run over these files, which must have something to do, holds the lock; that run then ends. */
    static void during(TestDatabase db, Map<String, String> files, Work work) throws Exception {
        HeldLock lock = new HeldLock();
        try (Background background = new Background()) {
            Future<?> run = background.start(() -> lock.migrate(db, files));
            Poll.until("the lock is not taken", () -> lock.held.getCount() == 0 || run.isDone());
            try {
                work.run(lock.released::countDown);
            } finally {
                lock.released.countDown();
                Background.result(run);
            }
        }
    }

    private Object migrate(TestDatabase db, Map<String, String> files) {
        return Given.builder(db, files)
                .listener(event -> {
                    if (event instanceof Event.Planned) {
                        held.countDown();
                        awaitRelease();
                    }
                })
                .build()
                .migrate();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
