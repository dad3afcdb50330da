package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.PgBouncer;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor from the URL on: each step of the way, and that it stops where the next one makes no sense. */
class DoctorTest {
    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void three_migrations() {
        run = new CommandLineRun(folder).threeMigrations();
    }

    @EachDatabase
    void a_page_without_problems_ends_with_0_as_text_and_as_a_document(TestDatabase db) {
        assertThat(run.run("-u", db.dsn(), "migrate").code()).isZero();

        Result text = run.run("-u", db.dsn(), "doctor");
        Document document = run.run("-u", db.dsn(), "doctor", "-o", "json").document();

        assertThat(text.code()).as("%s", text).isZero();
        assertThat(text.out())
                .contains("ok        url", "ok        lock", "at version 3")
                .doesNotContain("problem");
        assertThat(document.at("/problems")).isEqualTo("0");
        assertThat(document.each("/checks", "verdict")).containsOnly("ok");
        assertThat(document.each("/checks", "name"))
                .startsWith("url", db.dbms() == Dbms.SQLITE ? "file" : "host")
                .contains("login", "server", "lock", "files", "history", "dirty");
    }

    @Test
    void an_unknown_host_is_named_and_the_rest_left_out() {
        Result result = run.run("-u", "postgres://app:hidden1@no-such-host.invalid/shop", "doctor");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("ok        url           postgres://app@no-such-host.invalid/shop")
                .contains("problem   host          the host 'no-such-host.invalid' is not known")
                .contains("left out  the rest", "1 problem, 1 ok, 1 left out");
        assertThat(result.all()).doesNotContain("hidden1");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_pooler_in_transaction_mode_is_a_warning_and_what_cannot_run_there_ends_with_2(TestDatabase db) {
        run.file("migrations/4_vacuum.up.sql", "VACUUM;\n");
        try (PgBouncer pooler = PgBouncer.start(db, "transaction", 2)) {
            Result doctor = run.run("-u", pooler.dsn(), "doctor");
            Result migrate = run.run("-u", pooler.dsn(), "migrate");

            assertThat(doctor.out()).contains("warning   pooler        one is in between, in transaction mode");
            assertThat(migrate.code()).as("%s", migrate).isEqualTo(2);
            assertThat(migrate.err())
                    .contains("4_vacuum.up.sql is not one transaction (VACUUM works in transactions of its own)")
                    .contains("--url, LOCKSTEP_URL");
        }
    }

    @Test
    void a_port_where_nobody_listens_is_named() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Result result = run.run("-u", "mysql://app:hidden1@tcp(127.0.0.1:" + free + ")/shop", "doctor");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("ok        host", "problem   port          nothing answers at 127.0.0.1:" + free)
                .contains("lockstep wait", "left out  the rest");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void of_several_servers_one_that_is_not_known_is_a_warning(TestDatabase db) {
        Result result = run.run("-u", db.dsn().replaceFirst("@([^/]+)/", "@$1,no-such-host.invalid/"), "doctor");

        assertThat(result.out()).contains("warning   host", "the host 'no-such-host.invalid' is not known");
        assertThat(result.out()).contains("warning   port", "ok        login");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_wrong_password_is_told_and_never_shown(TestDatabase db) {
        run.file("secret", "some-wrong-S3cret\n");
        Result result = run.run("-u", db.dsn(), "--password-file", "secret", "doctor");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "ok        port",
                        "problem   login         the database does not accept the user or the password")
                .contains("--password-file", "left out  session");
        assertThat(result.all()).doesNotContain("some-wrong-S3cret", db.password());
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void tls_that_the_server_does_not_have_is_told(TestDatabase db) {
        Result result = run.run("-u", db.dsn() + (db.dsn().contains("?") ? "&" : "?") + "sslmode=require", "doctor");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("problem   login", "choose the kind of TLS");
    }
}
