package dev.lockstep.cli.output;

import dev.lockstep.model.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The line that shows on a terminal that long work is going on: what, which statement, how long, how many to go. A
 * thread of its own draws it, so that it moves while the database is busy, and a short run never shows it.
 */
final class LiveLine implements AutoCloseable {
    private static final long PERIOD_MILLIS = 120;
    private static final String[] WHEEL = {"|", "/", "-", "\\"};

    private final Voice voice;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "live line");
        thread.setDaemon(true);
        return thread;
    });
    private final Future<?> drawing;
    private Optional<Work> work = Optional.empty();
    private long turn;

    /**
     * What is going on.
     *
     * @param label what is done, with its place in the run
     * @param statement the statement in flight
     * @param of how many statements there are
     * @param toGo how many migrations come after this one
     * @param start when it began, in nanoseconds
     * @param seen what the database has told of the statement last
     */
    private record Work(String label, Optional<Statement> statement, int of, int toGo, long start, String seen) {
        Work at(Statement next) {
            return new Work(label, Optional.of(next), of, toGo, start, "");
        }

        Work seen(String told) {
            return new Work(label, statement, of, toGo, start, told);
        }
    }

    LiveLine(Voice voice) {
        this.voice = voice;
        drawing = clock.scheduleAtFixedRate(this::draw, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized void begin(String label, int statements, int toGo) {
        work = Optional.of(new Work(label, Optional.empty(), statements, toGo, System.nanoTime(), ""));
    }

    synchronized void statement(Statement statement) {
        work = work.map(now -> now.at(statement));
    }

    synchronized void seen(String told) {
        work = work.map(now -> now.seen(told));
    }

    synchronized void end() {
        work = Optional.empty();
        voice.clearLive();
    }

    private synchronized void draw() {
        work.ifPresent(now -> voice.live(WHEEL[(int) (turn++ % WHEEL.length)] + " " + text(now)));
    }

    private static String text(Work now) {
        StringBuilder text = new StringBuilder(now.label());
        text.append("  ").append(Spans.text(Duration.ofNanos(System.nanoTime() - now.start())));
        if (now.toGo() > 0) {
            text.append("  ").append(now.toGo()).append(" to go");
        }
        if (!now.seen().isEmpty()) {
            text.append("  ").append(now.seen());
        }
        now.statement()
                .ifPresent(statement -> text.append("  statement ")
                        .append(statement.number())
                        .append(" of ")
                        .append(now.of())
                        .append(": ")
                        .append(statement.excerpt()));
        return text.toString();
    }

    @Override
    public void close() {
        drawing.cancel(false);
        clock.shutdown();
        end();
    }
}
