package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.assertj.core.util.Files;

/** Whatever password is given in whatever way, right or wrong, no piece of it appears in any output. */
class SecretsTest {
    /** A piece of that length does not appear by chance. */
    private static final int PIECE = 6;

    private static final String NOBODY = "127.0.0.1:1/shop";
    private static final String[][] COMMANDS = {
        {"version", "-vv"}, {"migrate", "-vv", "-o", "json"}, {"status", "-v"}, {"down", "-y", "-o", "json"},
        {"wait", "--timeout", "1ms", "-vv"}, {"plan", "-q"}, {"latest"}, {"validate", "-vv"}
    };

    private static TestDatabase postgresql;
    private static TestDatabase mariadb;

    private Path folder;

    @BeforeContainer
    static void start() throws SQLException {
        postgresql = TestDatabase.fresh(Dbms.POSTGRESQL);
        mariadb = TestDatabase.fresh(Dbms.MARIADB);
    }

    @AfterContainer
    static void stop() throws SQLException {
        postgresql.close();
        mariadb.close();
    }

    @BeforeProperty
    void make() {
        folder = Files.newTemporaryFolder().toPath();
    }

    @Provide
    Arbitrary<String> passwords() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("@:/?#%&=+'\"\\$[]{}!,;. äßé")
                .ofMinLength(8)
                .ofMaxLength(24)
                .filter(text ->
                        text.equals(text.strip()) && text.chars().distinct().count() >= PIECE)
                // A plain word may be a command with a slip of the finger, and is repeated.
                .filter(text -> !text.matches("[A-Za-z-]+"));
    }

    /** A way in: what it makes of a run, and the arguments that it takes. */
    private interface Way extends BiFunction<CommandLineRun, String, List<String>> {}

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (String form : new String[] {
            "postgres://app:%s@" + NOBODY,
            "jdbc:postgresql://" + NOBODY + "?user=app&password=%s",
            "mysql://app:%s@tcp(127.0.0.1:1)/shop",
            "mariadb://app:%s@" + NOBODY,
            "jdbc:mariadb:nothing?password=%s",
            "jdbc:other:app/%s@db",
            "postgres:app:%s@db",
            "other://app:%s@db/shop",
            "app:%s@db",
            "%s"
        }) {
            ways.add((run, password) -> List.of("-u", String.format(form, password)));
            ways.add((run, password) -> List.of("--url=" + String.format(form, encoded(password))));
            ways.add((run, password) -> {
                run.variable("DSN", String.format(form, password));
                return List.of("-e");
            });
            ways.add((run, password) -> List.of(String.format(form, password)));
            ways.add((run, password) -> {
                run.file("lockstep.yml", "url: " + String.format(form, password) + "\n");
                return List.of();
            });
        }
        ways.addAll(separate());
        ways.addAll(mistaken());
        return ways;
    }

    /** The password by itself, for a server that is there, where it is the wrong one, and for none. */
    private static List<Way> separate() {
        List<Way> ways = new ArrayList<>();
        for (String url : new String[] {
            "postgres://app@" + NOBODY, postgresql.url(), mariadb.url() + "&permitRedirect=false", "sqlite:shop.db"
        }) {
            List<String> arguments = List.of("-u", url, "--user", "app");
            ways.add((run, password) -> {
                run.file("secret", password + "\n");
                return with(arguments, "--password-file", "secret");
            });
            ways.add((run, password) -> {
                run.input(password);
                return with(arguments, "--password-stdin");
            });
            ways.add((run, password) -> {
                run.variable("LOCKSTEP_PASSWORD", password);
                return arguments;
            });
            ways.add((run, password) -> {
                run.file(".env", "LOCKSTEP_PASSWORD=" + password + "\n");
                return arguments;
            });
            ways.add((run, password) -> {
                run.file("lockstep.yml", "password: '" + password.replace("'", "''") + "'\n");
                return arguments;
            });
        }
        return ways;
    }

    /** What people do in haste. */
    private static List<Way> mistaken() {
        List<Way> ways = new ArrayList<>();
        for (String flag : new String[] {"--password", "-p", "--pw", "--db-password", "--passwd"}) {
            ways.add((run, password) -> List.of(flag, password));
            ways.add((run, password) -> List.of(flag + "=" + password));
            ways.add((run, password) -> List.of("-o", "json", flag, password, "--nothing"));
        }
        ways.add((run, password) -> List.of("-p" + password));
        ways.add((run, password) -> List.of("-vp" + password));
        ways.add((run, password) -> List.of("--" + password));
        for (String line : new String[] {
            "password: %s",
            "passwrd: %s",
            "passwrd: '%s'",
            "password: \"%s",
            "password %s",
            "password: {a: {b: %s}}",
            "password: [%s, %s]",
            "%s",
            "environments: {a: %s}",
            "environments: %s",
            "password: ${NO_SUCH:-%s",
            "password: ${NO_SUCH} %s",
            "lock-timeout: 1s\n  password: %s",
            "password: *%s",
            "password: !%s x",
            "? %s"
        }) {
            ways.add((run, password) -> {
                run.file("lockstep.yml", line.replace("%s", password) + "\n");
                return List.of("-u", "postgres://app@" + NOBODY);
            });
        }
        ways.add((run, password) -> {
            run.variable("LOCKSTEP_PASWORD", password).variable("LOCKSTEP_PASSWORD_FILE", "absent");
            return List.of("-u", "postgres://app@" + NOBODY);
        });
        return ways;
    }

    @Property(tries = 10)
    void no_output_holds_a_piece_of_a_password(@ForAll("passwords") String password) {
        int turn = 0;
        for (Way way : ways()) {
            String[] command = COMMANDS[turn++ % COMMANDS.length];
            CommandLineRun run = new CommandLineRun(folder)
                    .threeMigrations()
                    .file("lockstep.yml", "")
                    .file(".env", "");
            List<String> arguments = with(way.apply(run, password), command);
            Result result = run.run(arguments.toArray(String[]::new));
            assertHidden(password, result, arguments);
        }
    }

    @Example
    void a_password_that_is_too_short_to_be_hidden_stays_out_of_what_lockstep_says() {
        Result result =
                new CommandLineRun(folder).threeMigrations().run("-u", "postgres://app:q7@" + NOBODY, "version");
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.all()).doesNotContain("q7");
    }

    @Example
    void a_password_that_is_the_users_name_too_leaves_messages_readable() throws SQLException {
        String dsn = postgresql.dsn().replace(postgresql.password(), postgresql.user());
        Result result = new CommandLineRun(folder).threeMigrations().run("-u", dsn, "version");
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.err()).contains("user \"" + postgresql.user() + "\"").doesNotContain("***");
    }

    private static void assertHidden(String password, Result result, List<String> arguments) {
        String output = result.all();
        for (String form : new String[] {password, encoded(password), json(password)}) {
            for (int i = 0; i + PIECE <= form.length(); i++) {
                String piece = form.substring(i, i + PIECE);
                assertThat(output)
                        .as("piece '%s' of '%s' after %s", piece, password, arguments)
                        .doesNotContain(piece);
            }
        }
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all;
    }
}
