package dev.lockstep.cli.config;

import dev.lockstep.Lockstep;
import dev.lockstep.cli.shell.Shell;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Problem;
import dev.lockstep.source.Layout;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which migrations, and what to be strict about. */
public final class MigrationOptions {
    @Option(
            names = {"-d", "--dir"},
            paramLabel = "LOCATION",
            scope = ScopeType.INHERIT,
            description = "The folder of the migrations, with * and ? if several are meant, or classpath:FOLDER."
                    + " Repeatable. Default: migrations.")
    private List<String> dir = List.of("migrations");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description =
                    "The tool whose files they are: auto, lockstep, goose and so on. Default: auto, which finds out.")
    private String format = "auto";

    @Option(
            names = "--format-setting",
            paramLabel = "NAME=VALUE",
            scope = ScopeType.INHERIT,
            description = "What the settings of that tool say, by their names there: flyway.placeholderPrefix=#[ or"
                    + " liquibase.contexts=test. Repeatable.")
    private Map<String, String> formatSettings = Map.of();

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The schema of the history table. Default: the session's own.")
    private @Nullable String schema;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The name of the history table. Default: schema_history.")
    private @Nullable String table;

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = {
                "How long to wait while another run holds the lock; 0 for not at all; progress, or progress:10m, to count"
                        + " only while that run makes no progress. Default: 5m."
            })
    private @Nullable LockTimeout lockTimeout;

    @Option(
            names = "--ddl-lock-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description =
                    "How long DDL waits for what others have locked, before it lets them through and comes back; 0 for as"
                            + " long as the server says. Default: 5s.")
    private @Nullable Duration ddlLockTimeout;

    @Option(
            names = "--ddl-lock-retries",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "How often it comes back. Default: 10.")
    private @Nullable Integer ddlLockRetries;

    @Option(
            names = "--statement-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "How long one statement may take; a script's own timeout= wins. Default: no limit.")
    private @Nullable Duration statementTimeout;

    @Option(
            names = "--run-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "How long a run may take, once it has the lock. Default: no limit.")
    private @Nullable Duration runTimeout;

    @Option(
            names = "--out-of-order",
            paramLabel = "POLICY",
            scope = ScopeType.INHERIT,
            completionCandidates = Converters.OutOfOrderWords.class,
            description = "A pending version below the newest applied one: fail, allow. Default: what the format's tool"
                    + " does; fail for Lockstep's own.")
    private @Nullable OutOfOrder outOfOrder;

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            scope = ScopeType.INHERIT,
            completionCandidates = Converters.MissingWords.class,
            description = "An applied version without a file: fail, warn, ignore. Default: fail.")
    private @Nullable Missing missing;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            scope = ScopeType.INHERIT,
            description = "What $${NAME} in a script stands for. Repeatable.")
    private Map<String, String> placeholders = Map.of();

    @Option(
            names = "--session-sql",
            paramLabel = "SQL",
            scope = ScopeType.INHERIT,
            description = "A statement that runs on every new session. Repeatable.")
    private List<String> sessionSql = List.of();

    /** Made where the options are mixed in. */
    public MigrationOptions() {}

    /** Where the files are. */
    public MigrationSource source(Shell shell) {
        Locations locations = new Locations(shell);
        return MigrationSource.all(
                dir.stream().flatMap(each -> locations.sources(each).stream()).toList());
    }

    /**
     * The first folder, where new migrations go.
     *
     * @throws ConfigurationException if it lies on the class path
     */
    public Path firstFolder(Shell shell) {
        String first = dir.get(0);
        if (Locations.isOnClasspath(first)) {
            throw new ConfigurationException(
                    Problem.of("no file can be written to " + first, "name the folder of the sources with -d FOLDER"));
        }
        return new Locations(shell).path(first);
    }

    /**
     * How file names are read.
     *
     * @throws ConfigurationException if there is no such format
     */
    public Layout layout() {
        return Layouts.named(format).told(formatSettings);
    }

    /** Hands the settings on to the engine, each to the method of its name. */
    public void configure(Lockstep.Builder builder) {
        builder.format(layout());
        if (schema != null) {
            builder.schema(schema);
        }
        if (table != null) {
            builder.table(table);
        }
        if (lockTimeout != null) {
            builder.lockTimeout(lockTimeout);
        }
        configureTimes(builder);
        if (outOfOrder != null) {
            builder.outOfOrder(outOfOrder);
        }
        if (missing != null) {
            builder.missing(missing);
        }
        placeholders.forEach(builder::placeholder);
        sessionSql.forEach(builder::sessionSql);
    }

    private void configureTimes(Lockstep.Builder builder) {
        if (ddlLockTimeout != null) {
            builder.ddlLockTimeout(ddlLockTimeout);
        }
        if (ddlLockRetries != null) {
            builder.ddlLockRetries(ddlLockRetries);
        }
        if (statementTimeout != null) {
            builder.statementTimeout(statementTimeout);
        }
        if (runTimeout != null) {
            builder.runTimeout(runTimeout);
        }
    }
}
