package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.CallbackFailedException;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.UndecidableException;
import dev.lockstep.model.ValidationException;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that scripts are written against. */
class ExitCodeTest {
    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void three_migrations() {
        run = new CommandLineRun(folder).threeMigrations();
    }

    @TestFactory
    Stream<DynamicTest> every_failure_has_its_number() {
        Problem problem = Problem.of("what", "remedy");
        Map<LockstepException, Integer> numbers = Map.of(
                new ConfigurationException(problem),
                2,
                new ValidationException(problem),
                4,
                new LockTimeoutException(problem, Optional.empty()),
                5,
                new UndecidableException(problem),
                6,
                new ConnectionException(problem),
                7,
                new InterruptedRunException(problem),
                130,
                Failures.ofStatement(problem, new SQLException()),
                1,
                new CallbackFailedException(problem, new SQLException()),
                1);
        List<Class<?>> permitted = Arrays.asList(LockstepException.class.getPermittedSubclasses());
        assertThat(numbers.keySet().stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(permitted.stream().toList());
        return numbers.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().getClass().getSimpleName(),
                        () -> assertThat(ExitCode.of(entry.getKey()).number()).isEqualTo(entry.getValue())));
    }

    @Test
    void done_is_0() {
        assertThat(run.run("migrate").code()).isZero();
        assertThat(run.run("migrate").code()).isZero();
        assertThat(run.run("status", "--check").code()).isZero();
        assertThat(run.run("--help").code()).isZero();
        assertThat(run.run("-V").code()).isZero();
    }

    @EachDatabase
    void a_failed_migration_is_1_and_the_same_again(TestDatabase db) {
        run.file("migrations/4_bad.up.sql", "INSERT INTO nowhere VALUES (1);\n");
        for (int attempt = 0; attempt < 3; attempt++) {
            Result result = run.run("-u", db.dsn(), "migrate");
            assertThat(result.code()).as("%s", result).isEqualTo(1);
            assertThat(result.err()).contains("4_bad.up.sql:1:");
        }
    }

    @Test
    void a_wrong_command_line_is_2() {
        for (String[] wrong : new String[][] {
            {},
            {"migrat"},
            {"migrate", "--nothing"},
            {"migrate", "extra"},
            {"resolve", "1"},
            {"resolve", "--as", "retry"},
            {"migrate", "--to"},
            {"migrate", "--to", "x"},
            {"migrate", "--steps", "0"},
            {"down", "--steps", "x"},
            {"migrate", "--to", "1", "--steps", "1"},
            {"baseline"},
            {"baseline", "x"},
            {"split"},
            {"new"},
            {"-q", "-v", "version"},
            {"split", "nothing.sql"},
            {"split", "x", "--dialect", "y"},
            {"new", "---"}
        }) {
            Result result = run.run(wrong);
            assertThat(result.code()).as("%s %s", List.of(wrong), result).isEqualTo(2);
            assertThat(result.err()).startsWith("error: ").contains("to mend it: ");
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void files_that_are_not_there_are_2() {
        assertThat(run.run("migrate", "-d", "nowhere").code()).isEqualTo(2);
        run.file("empty/readme.txt", "");
        assertThat(run.run("migrate", "-d", "empty").code()).isEqualTo(2);
        assertThat(run.run("migrate", "-u", "sqlite:nowhere/x.db").code()).isEqualTo(2);
    }

    @EachDatabase
    void pending_is_3_if_asked(TestDatabase db) {
        assertThat(run.run("-u", db.dsn(), "status").code()).isZero();
        assertThat(run.run("-u", db.dsn(), "status", "--check").code()).isEqualTo(3);
        assertThat(run.run("-u", db.dsn(), "status", "--wait=10ms").code()).isEqualTo(3);
        run.run("-u", db.dsn(), "migrate");
        assertThat(run.run("-u", db.dsn(), "status", "--check").code()).isZero();
        assertThat(run.run("-u", db.dsn(), "status", "--wait").code()).isZero();
    }

    @Test
    void disagreement_of_files_and_history_is_4() {
        run.run("migrate");
        run.file("migrations/1_orders.up.sql", "CREATE TABLE orders (id BIGINT);\n");
        assertThat(run.run("migrate").code()).isEqualTo(4);
        assertThat(run.run("validate").code()).isEqualTo(4);
        run.file("migrations/x.sql", "");
        assertThat(run.run("status").code()).isEqualTo(4);
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_lock_that_is_not_free_in_time_is_5(TestDatabase db) throws SQLException {
        run.run("-u", db.dsn(), "migrate", "--to", "1");
        try (HeldLock held = HeldLock.on(db, run)) {
            Result result = run.run("-u", db.dsn(), "migrate", "--lock-timeout", "0");
            assertThat(result.code()).as("%s", result).isEqualTo(5);
            assertThat(result.err()).contains("the lock was not free", "lockstep lock");
            assertThat(run.run("-u", db.dsn(), "lock").out()).contains("the lock is held by ", "session ");
            assertThat(run.run("-u", db.dsn(), "lock", "-o", "json").document().at("/held"))
                    .isEqualTo("true");
            assertThat(held.isHeld()).isTrue();
        }
        assertThat(run.run("-u", db.dsn(), "lock").out()).isEqualTo("nobody holds the lock\n");
    }

    @Test
    void no_connection_is_7() {
        Result result = run.run("-u", "postgres://a:b@127.0.0.1:1/shop", "version");
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.err())
                .contains("nothing answers at the database's address", "the database is postgres://a@127.0.0.1:1/shop");
        assertThat(run.run("-u", "mysql://a:b@host.invalid/shop", "version").code())
                .isEqualTo(7);
        assertThat(run.run("-u", "postgres://a:b@127.0.0.1:1/shop", "wait", "--timeout", "10ms")
                        .code())
                .isEqualTo(7);
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_wrong_password_is_7(TestDatabase db) {
        Result result = run.run("-u", db.dsn().replace(db.password(), "wrong"), "version");
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.err()).contains("does not accept the user or the password", "--password-file");
    }
}
