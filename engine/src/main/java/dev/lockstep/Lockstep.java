package dev.lockstep;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.foreign.ForeignHistories;
import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.Check;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.Holder;
import dev.lockstep.model.LockStatus;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Report;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.Unlock;
import dev.lockstep.model.Version;
import dev.lockstep.run.Adopter;
import dev.lockstep.run.Checkup;
import dev.lockstep.run.Dialects;
import dev.lockstep.run.Limits;
import dev.lockstep.run.Predecessor;
import dev.lockstep.run.Reading;
import dev.lockstep.run.Release;
import dev.lockstep.run.Run;
import dev.lockstep.run.Settings;
import dev.lockstep.run.Unlocking;
import dev.lockstep.run.Upkeep;
import dev.lockstep.run.Workspace;
import dev.lockstep.source.Layout;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A migration engine for one database and one set of migrations.
 *
 * <pre>{@code
 * Report report = Lockstep.builder(dataSource, MigrationSource.classpath("db/migrations")).build().migrate();
 * }</pre>
 *
 * <p>An instance holds no connection between calls and may be used by several threads at once; whoever migrates first
 * holds the database's lock, and the others wait. Every method throws nothing but {@link LockstepException}.
 */
public final class Lockstep {
    private final Workspace workspace;

    private Lockstep(DataSource dataSource, MigrationSource source, Settings settings, List<Dialect> dialects) {
        this.workspace = new Workspace(dataSource, source, settings, dialects);
    }

    /** The release of Lockstep, for example {@code 1.4.2}. */
    public static String release() {
        return Release.VERSION;
    }

    /** Settings to begin with, for a database and its migrations. */
    public static Builder builder(DataSource dataSource, MigrationSource source) {
        return new Builder(dataSource, source);
    }

    /**
     * Applies everything that is pending, after finishing what an earlier run left in the middle. If there is nothing
     * to do it takes no lock, writes nothing, and returns a report without steps.
     */
    public Report migrate() {
        return migrate(Target.EVERYTHING);
    }

    /**
     * Applies what is pending up to the target. Repeatable and data migrations run only if no version stays pending.
     *
     * @throws LockstepException also if the target is below the current version: going back is {@link #down}
     */
    public Report migrate(Target target) {
        return new Run(workspace).migrate(Direction.UP, target);
    }

    /**
     * Takes applied versions back, the last applied one first. A version whose down script is not at hand is taken back
     * by the one that was stored when it was applied.
     */
    public Report down(Target target) {
        return new Run(workspace).migrate(Direction.DOWN, target);
    }

    /**
     * Asks all calls that are under way on this instance to end, from any thread: for a signal handler. A statement that
     * can be rolled back or taken up again is cancelled on the server, any other is awaited; then the history is written
     * and the lock set free. The calls end with an {@link dev.lockstep.model.InterruptedRunException}; so do later ones.
     */
    public void stop() {
        workspace.stop().request();
    }

    /** What {@link #migrate(Target)} or {@link #down(Target)} would do now; writes nothing. */
    public Plan plan(Direction direction, Target target) {
        return new Reading(workspace).plan(direction, target);
    }

    /** How every migration stands; writes nothing. */
    public Status status() {
        return new Reading(workspace).status();
    }

    /**
     * Reads every script of every migration, up and down, and compares them with the history; writes nothing.
     *
     * @return what should be known, though it stops nothing
     * @throws LockstepException with all problems of all files at once
     */
    public List<String> validate() {
        return new Reading(workspace).validate();
    }

    /** The newest applied version; empty if none is. */
    public Optional<Version> version() {
        return new Reading(workspace).version();
    }

    /** Who holds the lock now, and who waits for it; writes nothing. */
    public LockStatus lock() {
        return new Reading(workspace).lock();
    }

    /**
     * Ends the session that holds the lock, with whatever it executes, and waits until it is gone; the next run goes on
     * where it was. Where the lock belongs to a process that lives, that process has to be ended instead.
     *
     * @param holder whose session, as {@link #lock()} has told
     * @param how whether also a session is ended that works, or of which nothing is known
     * @return whether it was ended; false if it did not hold the lock any more
     * @throws LockTimeoutException if the session works and is to be spared, or if it does not end
     * @throws LockstepException also if a right is missing
     */
    public boolean unlock(Holder holder, Unlock how) {
        return new Unlocking(workspace).unlock(holder, how);
    }

    /**
     * Looks at everything that a run depends on: login, server, rights, history, lock, files, other sessions, time-outs and
     * whatever else the dialect knows. Writes nothing, and throws nothing: what cannot be looked at is a finding too.
     *
     * @return what was looked at, in order; checks for which there was no point are left out, and that is said
     */
    public List<Check> doctor() {
        return new Checkup(workspace).checks();
    }

    /**
     * Records that the files as they are now are right: changed and reformatted scripts get their new checksums, and
     * applied versions whose files are gone are no longer missed. Executes none of them.
     *
     * @return one note for each row that was written
     */
    public Report repair() {
        return new Upkeep(workspace).repair();
    }

    /**
     * Declares that all versions up to this one are in the database already.
     *
     * @throws LockstepException also if the history holds applied versions
     */
    public Report baseline(Version version) {
        return new Upkeep(workspace).baseline(version);
    }

    /**
     * Settles a dirty migration by a person's word.
     *
     * @param migration its version, or {@code R__name} or {@code D__name}
     * @param resolution what the person found
     * @throws LockstepException also if the migration is not dirty
     */
    public Report resolve(String migration, Resolution resolution) {
        return new Upkeep(workspace).resolve(migration, resolution);
    }

    /** What {@link #adopt()} would write now; writes nothing. */
    public Adoption adoption() {
        return new Adopter(workspace).plan();
    }

    /**
     * Takes over the history of the tool that migrated this database before, so that the next run goes on where it ended.
     * Executes nothing, and changes nothing of the other tool's. Done again, it takes over what that tool has done since.
     *
     * @throws LockstepException also if there is no history of another tool, or there are several
     */
    public Adoption adopt() {
        return new Adopter(workspace).adopt();
    }

    /** Collects the settings; each has the name of the command line's option. */
    public static final class Builder {
        private final DataSource dataSource;
        private final MigrationSource source;
        private final Map<String, String> placeholders = new HashMap<>();
        private final List<String> sessionSql = new ArrayList<>();
        private Optional<String> schema = Optional.empty();
        private String table = "schema_history";
        private Limits limits = Limits.DEFAULT;
        private Optional<OutOfOrder> outOfOrder = Optional.empty();
        private Optional<Missing> missing = Optional.empty();
        private boolean enabled = true;
        private Layout format = Layouts.named("auto");
        private Predecessor predecessor = Predecessor.ANY;
        private boolean isStrict;
        private Event.Listener listener = event -> {};
        private List<Dialect> dialects = List.of();

        private Builder(DataSource dataSource, MigrationSource source) {
            this.dataSource = dataSource;
            this.source = source;
        }

        /** Whether the engine does anything: if not, migrate and down return at once with a note. Default: yes. */
        public Builder enabled(boolean value) {
            enabled = value;
            return this;
        }

        /** The schema of the history table. Default: the session's default schema. */
        public Builder schema(String name) {
            schema = Optional.of(name);
            return this;
        }

        /** The name of the history table. Default: {@code schema_history}. */
        public Builder table(String name) {
            table = name;
            return this;
        }

        /** How long to wait while another run holds the lock; zero for not at all. Default: five minutes. */
        public Builder lockTimeout(Duration duration) {
            return lockTimeout(LockTimeout.of(duration));
        }

        /** How long to wait while another run holds the lock, counted from then or from its last progress. */
        public Builder lockTimeout(LockTimeout timeout) {
            limits = limits.withLock(timeout);
            return this;
        }

        /**
         * How long a statement that changes a definition waits for what another session has locked, before it gives up, lets
         * the others through and comes back; so does one that follows it in its transaction. Any other waits as long as it
         * takes. Zero for as long as the server's own settings say, whatever it changes. A script that sets the server's setting
         * itself is left alone. Default: five seconds.
         */
        public Builder ddlLockTimeout(Duration duration) {
            limits = limits.withBlocked(
                    new Limits.Blocked(duration, limits.blocked().retries()));
            return this;
        }

        /** How often a statement comes back that another session's lock has kept waiting too long. Default: 10. */
        public Builder ddlLockRetries(int count) {
            limits = limits.withBlocked(new Limits.Blocked(limits.blocked().timeout(), count));
            return this;
        }

        /** How long one statement may take, unless its script says otherwise. Default: as long as it needs. */
        public Builder statementTimeout(Duration duration) {
            limits = limits.withStatement(duration);
            return this;
        }

        /** How long a run may take, once it has the lock. Default: as long as it needs. */
        public Builder runTimeout(Duration duration) {
            limits = limits.withRun(duration);
            return this;
        }

        /**
         * What happens to a pending version below the newest applied one. Default: what the files' format does by
         * itself, {@link OutOfOrder#FAIL} for Lockstep's own.
         */
        public Builder outOfOrder(OutOfOrder policy) {
            outOfOrder = Optional.of(policy);
            return this;
        }

        /** What happens when the file of an applied version is gone. Default: as above, {@link Missing#FAIL}. */
        public Builder missing(Missing policy) {
            missing = Optional.of(policy);
            return this;
        }

        /**
         * What {@code ${name}} in a statement stands for. As soon as one placeholder is set, an unknown one is an error;
         * without any, such text is sent as it is. Checksums are taken before placeholders are replaced.
         */
        public Builder placeholder(String name, String value) {
            placeholders.put(name, value);
            return this;
        }

        /** A statement that runs on every new session, after those set before. Default: none. */
        public Builder sessionSql(String statement) {
            sessionSql.add(statement);
            return this;
        }

        /** How files are laid out: {@code flyway}, {@code goose} and so on. Default: {@code auto}, which finds out. */
        public Builder format(String name) {
            return format(Layouts.named(name));
        }

        /** How files are laid out, by a layout of one's own. */
        public Builder format(Layout layout) {
            format = layout;
            return this;
        }

        /**
         * Has a run that finds the history of this tool, and none of Lockstep's, adopt it first: so an application changes
         * from one tool to the other within one release. By default such a run stops. Besides the tools' names there are
         * {@code auto}, for whichever is there, and {@code none}, if what is there has nothing to do with these migrations.
         */
        public Builder adoptFrom(String tool) {
            predecessor = Predecessor.adoptedFrom(ForeignHistories.named(tool), Optional.empty());
            return this;
        }

        /** The same, in a table that has not the usual name, with or without a schema and a dot before it. */
        public Builder adoptFrom(String tool, String tableName) {
            predecessor = Predecessor.adoptedFrom(ForeignHistories.named(tool), Optional.of(tableName));
            return this;
        }

        /** The same, for a tool of one's own. */
        public Builder adoptFrom(ForeignHistory tool) {
            predecessor = Predecessor.adoptedFrom(new ForeignHistories(List.of(tool)), Optional.empty());
            return this;
        }

        /**
         * Has the other history adopted only where everything agrees: a file that was edited since, one that is gone, a
         * version that was passed over or failed is an error then, and nothing is adopted. Default: no.
         */
        public Builder adoptStrictly(boolean wanted) {
            isStrict = wanted;
            return this;
        }

        /** Who is told what happens during a run. Default: nobody. */
        public Builder listener(Event.Listener eventListener) {
            listener = eventListener;
            return this;
        }

        /** The dialects to choose from. Default: all that are found on the class path and the module path. */
        public Builder dialects(List<Dialect> known) {
            dialects = List.copyOf(known);
            return this;
        }

        /**
         * The engine with these settings; opens no connection.
         *
         * @throws ConfigurationException if a setting makes no sense
         */
        public Lockstep build() {
            Settings settings = new Settings(
                    enabled,
                    schema,
                    table,
                    limits.checked(),
                    ofLayout -> ofLayout.but(outOfOrder, missing),
                    placeholders,
                    sessionSql,
                    format,
                    predecessor.strict(isStrict),
                    listener);
            return new Lockstep(dataSource, source, settings, dialects.isEmpty() ? Dialects.found() : dialects);
        }
    }
}
