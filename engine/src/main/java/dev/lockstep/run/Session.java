package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.dialect.Token;
import dev.lockstep.dialect.Traits;
import dev.lockstep.history.History;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Effect;
import dev.lockstep.model.Event;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Version;
import dev.lockstep.source.Substitution;
import dev.lockstep.source.Substitution.Facts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One connection for one call: it reads, holds the lock, and executes. It is in auto-commit mode throughout;
 * transactions are begun and ended by SQL text, so that every boundary stands where it can be read.
 */
final class Session implements AutoCloseable {
    private static final List<Token> CREATE_TABLE =
            List.of(new Token(Token.Kind.WORD, "CREATE"), new Token(Token.Kind.WORD, "TABLE"));

    private final Connection connection;
    private final Dialect dialect;
    private final Workspace workspace;
    private final Traits traits;
    private final boolean autoCommitBefore;
    private final Stop stop;
    private final Watchdog watchdog;
    private final Limits limits;
    private Surroundings surroundings;
    private Placeholders placeholders;
    private UnaryOperator<Version> order = UnaryOperator.identity();
    private final Event.Listener listener;
    private final KeptSettings settings;
    private final Execution execution;
    private final Boundaries boundaries;
    private Optional<LeaseKeeper> keeper = Optional.empty();

    Session(
            Connection connection,
            Dialect dialect,
            Surroundings surroundings,
            boolean autoCommitBefore,
            Workspace workspace) {
        this.stop = workspace.stop();
        this.limits = workspace.settings().limits();
        this.watchdog = new Watchdog(
                stop,
                limits,
                new Onlooker(workspace.dataSource(), dialect, surroundings.session()),
                workspace.settings().listener(),
                () -> connection.abort(Runnable::run));
        this.execution = new Execution(connection, dialect, watchdog);
        this.placeholders = new Placeholders(
                Substitution.OWN,
                new Facts(workspace.settings().placeholders(), "", Optional.of(surroundings), Instant.now()));
        this.listener = workspace.settings().listener();
        this.connection = connection;
        this.dialect = dialect;
        this.workspace = workspace;
        this.settings = settings(connection, dialect, workspace);
        this.traits = dialect.traits().under(surroundings.mode());
        this.surroundings = surroundings;
        this.autoCommitBefore = autoCommitBefore;
        this.boundaries = new Boundaries(this, workspace.settings(), surroundings.pooling() == Pooling.TRANSACTION);
    }

    static KeptSettings settings(Connection connection, Dialect dialect, Workspace workspace) {
        Settings settings = workspace.settings();
        return new KeptSettings(
                connection,
                dialect,
                settings.sessionSql(),
                settings.limits().blocked().timeout());
    }

    Connection connection() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    /** From now on versions and placeholders are read as the layout of these files has it. */
    void readAs(Inventory files) {
        placeholders = files.placeholders();
        order = files.order();
    }

    /** The dialect's traits, for a session whose modes are what they were when it was opened. */
    Traits traits() {
        return traits;
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** Where it stands. */
    Surroundings surroundings() {
        return surroundings;
    }

    /** The lock, as this session sees it. */
    Lock lock() throws SQLException {
        return dialect.lock(connection, surroundings);
    }

    History history() {
        return new History(connection, traits, surroundings);
    }

    /** The history as it is now; empty if there is no table yet. */
    Ledger ledger() throws SQLException {
        return surroundings.hasHistory() ? new Ledger(history().read(order)) : Ledger.EMPTY;
    }

    /** The newest row of a step that began and did not end; also one that is not committed, where that can be seen. */
    Optional<HistoryEntry> newestDirty() throws SQLException {
        if (!surroundings.hasHistory()) {
            return Optional.empty();
        }
        String peeking = traits.transaction().sight().peeking();
        if (!peeking.isEmpty()) {
            execute(peeking);
        }
        return history().newestDirty(order);
    }

    /** Looks for the history table again, which another run may have created meanwhile. */
    void lookAgain() throws SQLException {
        if (!surroundings.hasHistory()) {
            surroundings = look();
        }
    }

    private Surroundings look() throws SQLException {
        return dialect.surroundings(connection, Optional.of(surroundings.schema()), surroundings.table())
                .with(surroundings.pooling());
    }

    /** The same, once it is known what a pooler does: that is found out when it matters, before anything is changed. */
    Surroundings exploredSurroundings() throws SQLException {
        if (surroundings.pooling() == Pooling.UNKNOWN) {
            Pooler pooler = new Pooler(dialect, workspace.dataSource(), listener);
            surroundings = surroundings.with(pooler.pooling(connection));
        }
        return surroundings;
    }

    /** Whether the session outlasts a transaction. */
    boolean isOwn() throws SQLException {
        return exploredSurroundings().pooling() != Pooling.TRANSACTION;
    }

    /** Creates the history table if it is not there; only with the lock held. */
    void createHistoryIfAbsent() throws SQLException {
        if (!surroundings.hasHistory()) {
            boundaries.alone(() -> {
                if (!surroundings.hasHistory()) {
                    history().create();
                }
            });
            surroundings = surroundings.withHistory();
        }
    }

    /** Writes rows to a history. */
    @FunctionalInterface
    interface Writing<T> {
        T into(History history) throws SQLException;
    }

    /**
     * Writes rows in one transaction; only with the lock held. If the table is not there yet it appears together with
     * them: without a row it would say that the database begins with Lockstep.
     */
    <T> T write(Writing<T> writing) throws SQLException {
        T written = isOwn() ? writeUnderLock(writing) : TransactionPooling.write(this, writing);
        surroundings = surroundings.withHistory();
        return written;
    }

    private <T> T writeUnderLock(Writing<T> writing) throws SQLException {
        History history = history();
        boolean canCreate = traits.effects().of(CREATE_TABLE).effect() == Effect.TRANSACTIONAL;
        boolean isDraft = !surroundings.hasHistory() && !canCreate;
        History target = isDraft ? history.draft() : history;
        T written;
        try (Transaction transaction = Transaction.begin(this)) {
            if (!surroundings.hasHistory() && canCreate) {
                history.create();
            }
            written = writing.into(target);
            transaction.commit();
        }
        if (isDraft) {
            history.publish(target);
        }
        return written;
    }

    /** What scripts may change of the session, and how it is had back. */
    KeptSettings settings() {
        return settings;
    }

    /** The time of the run begins. */
    void startRun() throws SQLException {
        watchdog.startRun();
        if (isOwn()) {
            settings.note();
        }
    }

    /** Executes a statement of a script that changes the session. */
    void executeOfScript(String sql) throws SQLException {
        settings.mayBeChanged();
        execute(sql);
    }

    /** Executes a statement of Lockstep's own. */
    void execute(String sql) throws SQLException {
        Execution.execute(connection, sql);
    }

    /** How the statements of scripts are executed. */
    Execution execution() {
        return execution;
    }

    /** Where its transactions begin and end. */
    Boundaries boundaries() {
        return boundaries;
    }

    /** After that, another session of the server's may have answered. */
    void lookAround() throws SQLException {
        surroundings = look();
        watchdog.follow(surroundings.session());
    }

    /** Ends the run if that is wished. */
    void checkStop() {
        stop.check();
        watchdog.checkTime();
        keeper.ifPresent(LeaseKeeper::check);
    }

    /** What is done from now on is done under a lease; one that ends by itself is renewed. */
    void keep(Lease lease) {
        lease.term().ifPresent(term -> {
            note("the lock of this server does not cover its cluster, so a lease of " + term.toSeconds()
                    + " s does, which is renewed on a second connection");
            keeper = Optional.of(new LeaseKeeper(lease, term, workspace.dataSource()));
        });
    }

    /** It is given back. */
    void keepNoLonger() {
        keeper.ifPresent(LeaseKeeper::close);
        keeper = Optional.empty();
    }

    /** Who was in the way of the last statement, as far as the database tells. */
    List<DatabaseSession> blockers() {
        return watchdog.blockers();
    }

    /** What kind of error it is. */
    Trouble trouble(SQLException error) {
        return dialect.diagnose(error, "", surroundings).trouble();
    }

    /** Whether the run is to end, so that an error may be no more than the cancellation. */
    boolean isStopping() {
        return stop.isRequested();
    }

    /** What an error of the session's own statements means for the caller. */
    LockstepException refused(SQLException error) {
        return isStopping()
                ? Refusals.stopped(error)
                : Refusals.of(error, dialect.diagnose(error, "", surroundings), surroundings);
    }

    Limits limits() {
        return limits;
    }

    /** Tells the listener. */
    void tell(Event event) {
        listener.on(event);
    }

    /** Tells the listener something that changes nothing about what was done. */
    void note(String text) {
        tell(new Event.Note(text));
    }

    /** Gives the connection back as it was taken. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            if (!closing.isClosed()) {
                boundaries.close();
                settings.giveBack();
                closing.setAutoCommit(autoCommitBefore);
            }
        } catch (SQLException gone) {
            note("the connection could not be given back as it was: " + Refusals.text(gone));
        }
        watchdog.close();
    }
}
