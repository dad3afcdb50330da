package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a password comes, and which of them wins. */
class PasswordTest {
    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void three_migrations() {
        run = new CommandLineRun(folder).threeMigrations();
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void every_way_opens_the_door(TestDatabase db) {
        String url = urlWithoutPassword(db);
        assertThat(run.run("-u", url, "version").code()).isEqualTo(7);

        run.file("secret", db.password() + "\n")
                .file("windows", db.password() + "\r\n")
                .file("bare", db.password());
        for (String file : new String[] {"secret", "windows", "bare"}) {
            assertOpens(run.run("-u", url, "--password-file", file, "version"));
        }
        assertOpens(run.input(db.password() + "\n").run("-u", url, "--password-stdin", "version"));
        assertOpens(run.run("-u", db.dsn(), "version"));
        assertOpens(run.run("-u", db.url(), "--user", db.user(), "--password-file", "secret", "version"));

        assertOpens(
                run.file(".env", "LOCKSTEP_PASSWORD='" + db.password() + "'\n").run("-u", url, "version"));
        run.file(".env", "");
        assertOpens(
                run.file("lockstep.yml", "password: '" + db.password() + "'\n").run("-u", url, "version"));
        assertOpens(run.file("lockstep.yml", "password-file: secret\n").run("-u", url, "version"));
        run.file("lockstep.yml", "url: " + db.url() + "\nuser: " + db.user() + "\npassword: ${DB_PASSWORD}\n");
        assertOpens(run.variable("DB_PASSWORD", db.password()).run("version"));
        run.file("lockstep.yml", "");
        assertOpens(run.variable("LOCKSTEP_PASSWORD_FILE", "secret").run("-u", url, "version"));
        assertOpens(run.variable("LOCKSTEP_PASSWORD_FILE", "")
                .variable("LOCKSTEP_PASSWORD", db.password())
                .run("-u", url, "version"));
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_flag_beats_the_variable_beats_the_file_beats_the_url(TestDatabase db) {
        String wrong = db.dsn().replace(db.password(), "wrong");
        run.file("right", db.password()).file("wrong", "wrong");
        assertOpens(run.file("lockstep.yml", "password-file: right\n").run("-u", wrong, "version"));
        run.file("lockstep.yml", "password: wrong\n").variable("LOCKSTEP_PASSWORD", db.password());
        assertOpens(run.run("-u", wrong, "version"));
        run.variable("LOCKSTEP_PASSWORD", "wrong");
        assertOpens(run.run("-u", wrong, "--password-file", "right", "version"));
        assertThat(run.run("-u", db.dsn(), "version").code()).isEqualTo(7);
    }

    @Test
    void two_ways_in_one_place_contradict_each_other() {
        run.file("secret", "x");
        String url = "postgres://a@127.0.0.1:1/x";
        assertThat(run.run("-u", url, "--password-file", "secret", "--password-stdin", "version")
                        .code())
                .isEqualTo(2);
        run.file("lockstep.yml", "password: x\npassword-file: secret\n");
        assertThat(run.run("-u", url, "version").err()).contains("given twice");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Result result = run.run("-u", "postgres://a@127.0.0.1:1/x", "--password-file", "absent", "version");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("the password file absent (from --password-file) cannot be read");
    }

    @Test
    void a_database_that_knows_no_users_takes_any_setting_of_them() {
        run.variable("LOCKSTEP_PASSWORD", "anything").variable("LOCKSTEP_USER", "anybody");
        assertThat(run.run("migrate").code()).isZero();
    }

    private static String urlWithoutPassword(TestDatabase db) {
        return db.dsn().replace(":" + db.password() + "@", "@");
    }

    private static void assertOpens(Result result) {
        assertThat(result.code()).as("%s", result).isZero();
        assertThat(result.out()).isEqualTo("0\n");
    }
}
