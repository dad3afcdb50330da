package dev.lockstep.cli.config;

import dev.lockstep.cli.shell.Shell;
import dev.lockstep.cli.url.DatabaseUrl;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which database, and how to get in. */
public final class ConnectionOptions {
    private static final String DEFAULT = "sqlite:lockstep.db";

    @Option(
            names = {"-u", "--url"},
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = {
                "The database: postgres://USER:PASSWORD@HOST:PORT/DB, sqlite:FILE,",
                "mysql://..., mariadb://... or jdbc:...",
                "Default: " + DEFAULT + "."
            })
    private @Nullable String url;

    @Option(
            names = {"-e", "--read-from-env"},
            scope = ScopeType.INHERIT,
            description = "Take the URL from the variable DSN, else DATABASE_URL.")
    private boolean readFromEnv;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The database's user, instead of the one in the URL. The password comes from"
                    + " --password-file, --password-stdin or LOCKSTEP_PASSWORD.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read the password from a file, such as a mounted secret.")
    private @Nullable String passwordFile;

    @Option(
            names = "--password-stdin",
            scope = ScopeType.INHERIT,
            description = "Read the password from standard input.")
    private boolean passwordStdin;

    /** Made where the options are mixed in. */
    public ConnectionOptions() {}

    /**
     * The database that all settings together name.
     *
     * @throws ConfigurationException if they contradict each other, or the URL makes no sense
     */
    public DatabaseUrl database(Ambient ambient, Shell shell) {
        SettingValue text = url(ambient);
        Passwords passwords = new Passwords(shell, Optional.ofNullable(passwordFile), passwordStdin);
        return DatabaseUrl.parse(text.text(), text.origin(), shell.directory())
                .withLogin(Optional.ofNullable(user), passwords.find(ambient));
    }

    /** What should be known of how the database was chosen. */
    public Optional<String> note(Ambient ambient) {
        boolean isPassedOver = readFromEnv
                && url == null
                && ambient.inVariables(SettingNames.URL).isPresent();
        return isPassedOver
                ? Optional.of("LOCKSTEP_URL is set, and comes before the variable that --read-from-env asks for")
                : Optional.empty();
    }

    private SettingValue url(Ambient ambient) {
        if (url != null && readFromEnv && ambient.isGiven(SettingNames.READ_FROM_ENV)) {
            throw new ConfigurationException(
                    Problem.of("--url and --read-from-env both name the database", "take one of them away"));
        }
        if (url != null) {
            return SettingValue.of(url, "--url");
        }
        return ambient.inVariables(SettingNames.URL)
                .or(() -> readFromEnv ? Optional.of(foreign(ambient)) : Optional.empty())
                .or(() -> ambient.inFile(SettingNames.URL))
                .orElseGet(() -> SettingValue.of(DEFAULT, "the default"));
    }

    private static SettingValue foreign(Ambient ambient) {
        return ambient.variable("DSN")
                .or(() -> ambient.variable("DATABASE_URL"))
                .orElseThrow(() -> new ConfigurationException(Problem.of(
                        "--read-from-env was given, and neither DSN nor DATABASE_URL is set",
                        "set DSN to the database's URL, or name it with --url")));
    }
}
