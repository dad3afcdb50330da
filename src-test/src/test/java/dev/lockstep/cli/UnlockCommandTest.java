package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.LockstepProcess.Result;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.io.TempDir;

/** A lock whose session does nothing, and a person who is asked whether that session is to end. */
class UnlockCommandTest {
    private static final String QUESTION = "End this session? [y/N] ";

    @TempDir
    Path folder;

    private LockstepProcess.Builder unlock(TestDatabase db) {
        return LockstepProcess.command("-u", db.dsn(), "unlock").directory(folder);
    }

    private String lock(TestDatabase db) {
        return new CommandLineRun(folder).run("-u", db.dsn(), "lock").out();
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_session_ends_after_a_yes_and_after_nothing_else(TestDatabase db) throws Exception {
        try (Connection connection = db.connect()) {
            TakenLock.by(connection, db);

            Result nobody = unlock(db).input("y\n").run();
            assertThat(nobody.exitCode()).as("%s", nobody).isEqualTo(2);
            assertThat(nobody.err())
                    .contains("the lock is held by session", "  idle since", "nobody can answer", "add -y");

            Result no = unlock(db).onTerminal().input("n\n").run();
            assertThat(no.exitCode()).as("%s", no).isEqualTo(130);
            assertThat(no.out())
                    .contains(
                            "the lock is held by session", "  idle since", QUESTION, "not confirmed: nothing was done");
            assertThat(lock(db)).contains("held by");
            assertThat(connection.isValid(0)).isTrue();

            Result yes = unlock(db).onTerminal().input("y\n").run();
            assertThat(yes.exitCode()).as("%s", yes).isZero();
            assertThat(yes.out())
                    .contains(QUESTION, "is ended, and the lock is free; 'lockstep migrate' goes on where it was");
            assertThat(lock(db)).contains("nobody holds the lock");
            assertThat(connection.isValid(0)).isFalse();
        }
    }

    @EachDatabase
    void where_nobody_holds_the_lock_nothing_is_asked(TestDatabase db) {
        Result result = unlock(db).run();

        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.out()).isEqualTo("nobody holds the lock: there is nothing to unlock\n");
    }
}
