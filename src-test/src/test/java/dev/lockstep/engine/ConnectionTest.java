package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.Lockstep;
import dev.lockstep.dialect.Dialect;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Target;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Fault;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Moment;
import dev.lockstep.testing.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** No connection, no right, a connection that is lost; and connections that must come back. */
class ConnectionTest {
    private static final String PASSWORD = "some-S3cret-of-an-account";

    private static DataSource at(String url, String user, String password) {
        return Pool.dataSource(() -> DriverManager.getConnection(url, user, password));
    }

    private static Lockstep over(DataSource dataSource) {
        return Lockstep.builder(dataSource, MigrationSource.memory(Given.logging(1)))
                .build();
    }

    private static void refused(Lockstep lockstep, String what, String remedy) {
        for (Runnable call : List.<Runnable>of(lockstep::migrate, lockstep::status, lockstep::repair)) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining(what)
                    .hasMessageContaining("to mend it: " + remedy)
                    .hasMessageNotContaining(PASSWORD);
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void an_unknown_host_is_named(TestDatabase db) {
        String url = db.url().replace("127.0.0.1", "no-such-host.invalid").replace("localhost", "no-such-host.invalid");

        refused(
                over(at(url, "me", PASSWORD)),
                "the host 'no-such-host.invalid' is not known",
                "check the URL: 'lockstep doctor'");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_port_where_nobody_listens_is_told(TestDatabase db) throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String url = db.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + free + "/");

        refused(
                over(at(url, "me", PASSWORD)),
                "nothing answers at the database's address",
                "check the URL: 'lockstep doctor'");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_wrong_password_is_told_and_never_repeated(TestDatabase db) {
        refused(
                over(at(db.url(), db.user(), PASSWORD)),
                "the database does not accept the user or the password",
                "check user and password");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_password_that_is_missing_is_told(TestDatabase db) {
        refused(over(at(db.url(), db.user(), "")), "", "check user and password");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_server_without_the_tls_that_is_asked_for_is_told(TestDatabase db) {
        String url =
                db.url() + (db.url().contains("?") ? "&" : "?") + Given.on(db, "sslmode=require", "sslMode=trust", "");

        refused(over(at(url, db.user(), db.password())), "no connection: ", "choose the kind of TLS");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_database_that_the_user_may_not_enter_is_told(TestDatabase db) throws Exception {
        String account = db.name();
        db.execute(Given.on(
                db,
                "CREATE ROLE " + account + " LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE USER " + account + " IDENTIFIED BY '" + PASSWORD + "'",
                ""));
        db.execute(Given.on(db, "REVOKE CONNECT ON DATABASE " + db.name() + " FROM PUBLIC", "SELECT 1", ""));
        try {
            refused(over(at(db.url(), account, PASSWORD)), db.name(), "create the database if it is not there");
        } finally {
            db.execute(Given.on(db, "DROP ROLE ", "DROP USER ", "") + account);
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void an_unknown_database_is_told(TestDatabase db) {
        String url = db.url().replace(db.name(), "no_such_database");

        refused(over(at(url, db.user(), db.password())), "no_such_database", "create the database first");
    }

    @EachDatabase(Dbms.SQLITE)
    void a_file_in_a_folder_that_is_not_there_is_told(TestDatabase db) {
        refused(
                over(at("jdbc:sqlite:" + db.file().resolveSibling("nowhere") + "/a.db", "", "")),
                "no connection: ",
                "");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_grants_that_the_messages_name_lead_to_a_run_that_succeeds(TestDatabase db) throws Exception {
        String account = db.name();
        db.execute(Given.on(
                db,
                "CREATE ROLE " + account + " LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE USER " + account + " IDENTIFIED BY '" + PASSWORD + "'",
                ""));
        db.execute(Given.on(
                db,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "GRANT SELECT ON " + db.name() + ".* TO " + account,
                ""));
        try {
            Lockstep lockstep = over(at(db.url(), account, PASSWORD));
            List<String> grants = new ArrayList<>();

            String first = untilItSucceeds(db, lockstep, grants);

            assertThat(first)
                    .contains("the database refused: ")
                    .contains(Given.on(db, "permission denied for schema public", "CREATE command denied to user", ""));
            assertThat(grants.get(0))
                    .isEqualTo(Given.on(
                            db,
                            "GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"" + account + "\"",
                            "GRANT CREATE ON `" + db.name() + "`.* TO '" + account + "'@'%'",
                            ""));
            assertThat(Given.log(db)).isEqualTo("1");
        } finally {
            db.execute(Given.on(db, "DROP OWNED BY " + account, "SELECT 1", ""));
            db.execute(Given.on(db, "DROP ROLE " + account, "DROP USER " + account, ""));
        }
    }

    /** Executes the GRANT of each refusal; answers with the first message. */
    private static String untilItSucceeds(TestDatabase db, Lockstep lockstep, List<String> grants) throws Exception {
        String first = "";
        Set<String> seen = new HashSet<>();
        while (true) {
            try {
                lockstep.migrate();
                return first;
            } catch (ConnectionException | MigrationFailedException refused) {
                first = first.isEmpty() ? refused.getMessage() : first;
                Matcher grant = Pattern.compile("GRANT [^;\n]+").matcher(refused.getMessage());
                assertThat(grant.find()).as(refused.getMessage()).isTrue();
                assertThat(seen.add(grant.group()))
                        .as("the right was given: %s", refused)
                        .isTrue();
                grants.add(grant.group());
                db.execute(grant.group());
            }
        }
    }

    @EachDatabase(Dbms.SQLITE)
    void a_file_that_may_only_be_read_is_told(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1)).migrate();
        DataSource readOnly = at("jdbc:sqlite:file:" + db.file() + "?mode=ro", "", "");
        Lockstep lockstep = Lockstep.builder(readOnly, MigrationSource.memory(Given.logging(1, 2)))
                .build();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("let this user write the file " + db.file());
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_missing_right_of_a_script_fails_that_script_and_names_the_grant(TestDatabase db) throws Exception {
        String account = db.name();
        db.execute(
                "CREATE TABLE secret (id INTEGER)",
                Given.on(
                        db,
                        "CREATE ROLE " + account + " LOGIN PASSWORD '" + PASSWORD + "'",
                        "CREATE USER " + account + " IDENTIFIED BY '" + PASSWORD + "'",
                        ""));
        try {
            db.execute(Given.on(
                    db,
                    "GRANT CREATE ON SCHEMA public TO " + account,
                    "GRANT SELECT, INSERT, UPDATE, CREATE ON " + db.name() + ".* TO " + account,
                    ""));
            Lockstep lockstep = Lockstep.builder(
                            at(db.url(), account, PASSWORD),
                            MigrationSource.memory(Given.files("1_secret.up.sql", "SELECT 1;\nDELETE FROM secret;\n")))
                    .build();

            assertThatThrownBy(lockstep::migrate)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("1_secret.up.sql failed at statement 2 of 2")
                    .hasMessageContaining(Given.on(
                            db,
                            "to mend it: GRANT SELECT, DELETE ON TABLE \"secret\" TO \"" + account + "\"; then run",
                            "to mend it: GRANT DELETE ON `" + db.name() + "`.* TO '" + account + "'@'%'; then run",
                            ""));
        } finally {
            db.execute(Given.on(db, "DROP OWNED BY " + account, "SELECT 1", ""));
            db.execute(Given.on(db, "DROP ROLE " + account, "DROP USER " + account, ""));
        }
    }

    @EachDatabase
    void every_call_gives_its_connection_back_whether_it_succeeds_or_not(TestDatabase db) throws Exception {
        Map<String, String> files = Given.with(Given.logging(1), "2_wrong.up.sql", "INSERT INTO lgo VALUES (1);\n");
        try (Pool pool = new Pool(db.connect())) {
            Lockstep lockstep = Lockstep.builder(pool.dataSource(), MigrationSource.memory(files))
                    .build();
            List<Runnable> calls = List.of(
                    lockstep::migrate,
                    lockstep::status,
                    lockstep::version,
                    lockstep::validate,
                    lockstep::lock,
                    lockstep::repair,
                    () -> lockstep.migrate(Target.to("77")),
                    () -> lockstep.resolve("1", Resolution.RETRY),
                    () -> lockstep.down(Target.to("0")));
            for (Runnable call : calls) {
                catchThrowableOfType(LockstepException.class, call::run);
                assertThat(pool.isComplete()).isTrue();
            }
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_connection_that_is_lost_in_the_middle_is_told_with_what_had_succeeded(TestDatabase db) throws Exception {
        Faults faults =
                Faults.when(call -> call.sql().contains("INSERT INTO log VALUES (2)"), Moment.BEFORE, Fault.CUT);
        Lockstep lockstep = Lockstep.builder(db.dataSource(faults), MigrationSource.memory(Given.logging(1, 2)))
                .build();

        assertThatThrownBy(lockstep::migrate).isInstanceOfSatisfying(ConnectionException.class, lost -> {
            assertThat(lost).hasMessageContaining("the connection to the database was lost: ");
            assertThat(Given.done(lost.report().orElseThrow())).containsExactly("up 0.1", "up 1");
        });
        db.awaitNoSessions();
        assertThat(Given.done(Given.lockstep(db, Given.logging(1, 2)).migrate()))
                .containsExactly("up 2");
        assertThat(Given.log(db)).isEqualTo("1,2");
    }

    @EachDatabase
    void without_a_dialect_for_it_a_database_is_refused(TestDatabase db) {
        Lockstep.Builder builder = Given.builder(db, Given.abc());
        List<Dialect> others = ServiceLoader.load(Dialect.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(dialect -> !dialect.names().contains(db.dbms().toString()))
                .toList();

        assertThatThrownBy(() -> builder.dialects(others).build().migrate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which no dialect speaks")
                .hasMessageContaining(
                        "the known ones are " + others.get(0).names().get(0) + ", ");
    }
}
