package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.Token;
import dev.lockstep.script.Tokenizer;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A dialect that looks at a database before and after a statement.
 *
 * @param dialect which one
 * @param connection the session that looks and executes
 */
record Probing(Dialect dialect, Connection connection) {

    static Probing of(Dbms dbms, Connection connection) {
        Dialect dialect = switch (dbms) {
            case POSTGRESQL -> new PostgreSqlDialect();
            case MARIADB -> new MariaDbDialect();
            case SQLITE -> new SqliteDialect();
        };
        return new Probing(dialect, connection);
    }

    List<Token> tokens(String statement) {
        return Tokenizer.tokens(statement, dialect.traits().lexicon());
    }

    Probe look(String statement) throws SQLException {
        return dialect.probe(connection, tokens(statement));
    }

    Probe.Seen see(String statement) throws SQLException {
        Probe probe = look(statement);
        assertThat(probe).as(statement).isInstanceOf(Probe.Seen.class);
        return (Probe.Seen) probe;
    }

    /** What became of the statement since it was seen. */
    Outcome outcome(String statement, Probe.Seen before) throws SQLException {
        return dialect.outcome(tokens(statement), before, see(statement));
    }

    /** The probe knows the statement from nothing before it, and from all of it behind it. */
    void proves(String statement) throws SQLException {
        Probe.Seen before = see(statement);
        assertThat(outcome(statement, before))
                .as("before " + statement + before)
                .isEqualTo(new Outcome.Absent());
        Sql.execute(connection, statement);
        assertThat(outcome(statement, before))
                .as("after " + statement + " " + before + " " + see(statement))
                .isEqualTo(new Outcome.Complete());
    }

    /** The statement changes nothing that anybody could see, and may be executed again. */
    void repeats(String statement) throws SQLException {
        Probe probe = look(statement);
        if (probe instanceof Probe.Seen before) {
            Sql.execute(connection, statement);
            assertThat(outcome(statement, before)).as(statement).isEqualTo(new Outcome.Absent());
        } else {
            assertThat(probe).as(statement).isEqualTo(new Probe.Repeatable());
        }
        Sql.execute(connection, statement);
    }
}
