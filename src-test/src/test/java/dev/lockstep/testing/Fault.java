package dev.lockstep.testing;

import java.sql.SQLException;

/** What happens at the call that a {@link Faults} picked. */
public final class Fault {
    /**
     * The process dies, as far as the database can see: every connection of the run is cut and no new one opens. The code
     * that runs on sees lost connections (08006), and nothing that it does reaches a database any more.
     */
    public static final Fault HALT = new Fault("halt", Strike::halt);

    /** The one connection is lost (08006); others work, and new ones open. */
    public static final Fault CUT = new Fault("cut", Strike::cut);

    /** The process really dies, without shutdown hooks and finally blocks: for child processes alone. */
    public static final Fault HALT_PROCESS = new Fault("halt-process", Strike::haltProcess);

    /**
     * The connection falls silent, until {@link Faults#release}, an abort, or a time limit of the caller's; then it is
     * lost. On a wire the driver itself waits, so that its own time limits work; on SQLite the call waits before the driver.
     */
    public static final Fault STALL = new Fault("stall", Strike::stall);

    private final String name;
    private final Effect effect;

    private Fault(String name, Effect effect) {
        this.name = name;
        this.effect = effect;
    }

    @FunctionalInterface
    interface Effect {
        Object on(Strike strike) throws Throwable;
    }

    /**
     * The call fails with this SQLState. The server knows nothing of it: PostgreSQL's transaction is not in its failed state
     * as after an error of its own.
     */
    public static Fault error(String sqlState) {
        return new Fault("error:" + sqlState, strike -> strike.fail(new SQLException("injected error", sqlState)));
    }

    /** The fault by the name that its {@link #toString} gives. */
    static Fault named(String name) {
        for (Fault fault : new Fault[] {HALT, CUT, HALT_PROCESS, STALL}) {
            if (fault.name.equals(name)) {
                return fault;
            }
        }
        if (!name.startsWith("error:")) {
            throw new IllegalArgumentException("no such fault: " + name);
        }
        return error(name.substring("error:".length()));
    }

    Object strike(Strike strike) throws Throwable {
        return effect.on(strike);
    }

    @Override
    public String toString() {
        return name;
    }
}
