package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Target;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;

/** Where the history lies. */
class SchemaTest {
    private static final String ODD = "Odd \"name`; DROP TABLE x -- ä";

    private static String quoted(TestDatabase db, String name) {
        return db.dbms() == Dbms.MARIADB ? "`" + name.replace("`", "``") + "`" : '"' + name.replace("\"", "\"\"") + '"';
    }

    @EachDatabase
    void the_table_has_the_name_that_is_set_however_odd(TestDatabase db) throws Exception {
        Map<String, String> files = Given.without(Given.logging(1, 2), "2_entry.down.sql");
        Lockstep lockstep = Given.builder(db, files).table(ODD).build();

        lockstep.migrate();

        assertThat(db.value("SELECT count(*) FROM " + quoted(db, ODD))).isEqualTo("3");
        assertThat(Given.hasTable(db, "schema_history")).isFalse();
        assertThat(lockstep.migrate().done()).isEmpty();
        Lockstep withDown = Given.builder(db, Given.logging(1, 2)).table(ODD).build();
        assertThat(Given.done(withDown.down(Target.steps(2)))).containsExactly("down 2", "down 1");
        assertThat(Given.log(db)).isEmpty();
    }

    @EachDatabase
    void two_histories_in_one_database_do_not_know_each_other(TestDatabase db) throws Exception {
        Lockstep one = Given.builder(db, Given.abc()).table("history_one").build();
        Lockstep other = Given.builder(db, Given.logging(1))
                .table("history_two")
                .lockTimeout(Duration.ZERO)
                .build();

        one.migrate();

        assertThat(Given.done(other.migrate())).containsExactly("up 0.1", "up 1");
        assertThat(Given.done(other.down(Target.EVERYTHING))).containsExactly("down 1", "down 0.1");
        assertThat(one.migrate().done()).isEmpty();
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_table_lies_in_the_schema_that_is_set(TestDatabase db) throws Exception {
        db.execute("CREATE SCHEMA " + quoted(db, ODD));
        Lockstep lockstep = Given.builder(db, Given.logging(1)).schema(ODD).build();

        lockstep.migrate();

        assertThat(db.value("SELECT count(*) FROM " + quoted(db, ODD) + ".schema_history"))
                .isEqualTo("2");
        assertThat(db.value("SELECT count(*) FROM public.log")).isEqualTo("1");
        assertThat(lockstep.migrate().done()).isEmpty();
        assertThat(Given.done(lockstep.down(Target.EVERYTHING))).containsExactly("down 1", "down 0.1");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_first_schema_of_the_search_path_is_the_default(TestDatabase db) throws Exception {
        db.execute("CREATE SCHEMA tenant");
        Lockstep lockstep = Given.builder(db, Given.logging(1))
                .sessionSql("SET search_path TO tenant, public")
                .build();

        lockstep.migrate();

        assertThat(db.value("SELECT count(*) FROM tenant.schema_history")).isEqualTo("2");
        assertThat(db.value("SELECT count(*) FROM tenant.log")).isEqualTo("1");
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    @EachDatabase(Dbms.MARIADB)
    void the_table_lies_in_the_database_that_is_set(TestDatabase db, TestDatabase other) throws Exception {
        Lockstep lockstep =
                Given.builder(db, Given.logging(1)).schema(other.name()).build();

        lockstep.migrate();

        assertThat(Given.hasTable(other, "schema_history")).isTrue();
        assertThat(Given.hasTable(other, "log")).isFalse();
        assertThat(Given.log(db)).isEqualTo("1");
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    @EachDatabase(Dbms.SQLITE)
    void the_table_may_lie_in_an_attached_file(TestDatabase db, TestDatabase other) throws Exception {
        Lockstep lockstep = Given.builder(db, Given.logging(1))
                .sessionSql("ATTACH '" + other.file() + "' AS beside")
                .schema("beside")
                .build();

        lockstep.migrate();

        assertThat(Given.hasTable(other, "schema_history")).isTrue();
        assertThat(Given.log(db)).isEqualTo("1");
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_schema_that_is_not_there_is_told(TestDatabase db) throws Exception {
        String before = db.snapshot();
        Lockstep lockstep =
                Given.builder(db, Given.logging(1)).schema("nowhere_at_all").build();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("nowhere_at_all");
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void settings_that_make_no_sense_are_refused_before_a_connection_is_opened(TestDatabase db) {
        Lockstep.Builder blankTable = Given.builder(db, Given.abc()).table(" ");
        Lockstep.Builder blankSchema = Given.builder(db, Given.abc()).schema("");
        Lockstep.Builder negative = Given.builder(db, Given.abc()).lockTimeout(Duration.ofSeconds(-1));

        assertThatThrownBy(blankTable::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the history table and its schema need a name");
        assertThatThrownBy(blankSchema::build).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(negative::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lock-timeout is negative");
    }
}
