package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;

/** What a script does to its session stays with that script. */
class SessionTest {
    private static final String POSTGRESQL_SETTINGS = "current_setting('search_path') || ' ' || current_user || ' '"
            + " || current_setting('TimeZone') || ' ' || current_setting('statement_timeout')"
            + " || ' ' || current_setting('standard_conforming_strings')";
    private static final String MARIADB_SETTINGS =
            "CONCAT_WS(' ', @@sql_mode, @@foreign_key_checks, @@unique_checks, @@time_zone, DATABASE(), @@autocommit)";
    private static final String SQLITE_SETTINGS = "(SELECT foreign_keys FROM pragma_foreign_keys) || ' '"
            + " || (SELECT recursive_triggers FROM pragma_recursive_triggers) || ' '"
            + " || (SELECT group_concat(name) FROM pragma_database_list)";

    private static final String WATCH = "SELECT string_agg(name || ' ' || setting, ', ' ORDER BY name) FROM pg_settings"
            + " WHERE name IN ('application_name', 'client_connection_check_interval') OR name LIKE 'tcp_keepalives_%'";

    private static String settings(TestDatabase db) {
        return Given.on(db, POSTGRESQL_SETTINGS, MARIADB_SETTINGS, SQLITE_SETTINGS);
    }

    private static String role(TestDatabase db) {
        return db.name() + "_role";
    }

    /** A script that turns every knob, of which none may be felt outside of it. */
    private static String turnsEveryKnob(TestDatabase db) {
        return Given.on(db, """
                SET search_path TO pg_catalog;
                SET ROLE %s;
                SET TIME ZONE 'Asia/Tokyo';
                SET SESSION statement_timeout = '7min';
                SET standard_conforming_strings = off;
                """.formatted(role(db)), """
                SET sql_mode = 'ANSI';
                SET SESSION foreign_key_checks = 0, unique_checks = 0;
                SET @@session.time_zone = '+09:00';
                USE information_schema;
                """, """
                PRAGMA foreign_keys = ON;
                PRAGMA recursive_triggers = ON;
                ATTACH ':memory:' AS other;
                """);
    }

    private static Map<String, String> files(TestDatabase db) {
        String see = "INSERT INTO seen SELECT %d, " + settings(db) + ";\n";
        return Given.files(
                "1_seen.up.sql",
                        "CREATE TABLE seen (step INTEGER NOT NULL, settings VARCHAR(500));\n" + see.formatted(1),
                "2_knobs.up.sql", turnsEveryKnob(db),
                "3_after.up.sql", see.formatted(3));
    }

    private static void withRole(TestDatabase db, Body body) throws Exception {
        if (db.dbms() != Dbms.POSTGRESQL) {
            body.run();
            return;
        }
        db.execute("CREATE ROLE " + role(db), "GRANT USAGE, CREATE ON SCHEMA public TO " + role(db));
        try {
            body.run();
        } finally {
            db.execute("DROP OWNED BY " + role(db), "DROP ROLE " + role(db));
        }
    }

    @FunctionalInterface
    private interface Body {
        void run() throws Exception;
    }

    @EachDatabase
    void the_next_script_finds_the_settings_as_the_first_one_did(TestDatabase db) throws Exception {
        withRole(db, () -> {
            Given.lockstep(db, files(db)).migrate();

            assertThat(db.value("SELECT count(DISTINCT settings) FROM seen")).isEqualTo("1");
            assertThat(db.value("SELECT count(*) FROM seen")).isEqualTo("2");
        });
    }

    @EachDatabase
    void the_connection_is_given_back_as_it_was(TestDatabase db) throws Exception {
        withRole(db, () -> {
            try (Pool pool = new Pool(db.connect())) {
                String own = Given.on(
                        db, "SET TIME ZONE 'Europe/Lisbon'", "SET time_zone = '-03:00'", "PRAGMA cache_size = 77");
                Sql.execute(pool.connection(), own);
                String before = seen(pool.connection(), db);

                Lockstep.builder(pool.dataSource(), MigrationSource.memory(Given.without(files(db), "3_after.up.sql")))
                        .build()
                        .migrate();

                assertThat(pool.isComplete()).isTrue();
                assertThat(seen(pool.connection(), db)).isEqualTo(before);
            }
        });
    }

    @EachDatabase
    void the_connection_is_given_back_as_it_was_after_a_failure(TestDatabase db) throws Exception {
        withRole(db, () -> {
            try (Pool pool = new Pool(db.connect())) {
                String before = seen(pool.connection(), db);
                Map<String, String> files =
                        Given.with(files(db), "2_knobs.up.sql", turnsEveryKnob(db) + "DELETE FROM nowhere_at_all;\n");
                Lockstep lockstep = Lockstep.builder(pool.dataSource(), MigrationSource.memory(files))
                        .build();

                assertThatThrownBy(lockstep::migrate).isInstanceOf(MigrationFailedException.class);
                assertThat(pool.isComplete()).isTrue();
                assertThat(seen(pool.connection(), db)).isEqualTo(before);
                assertThat(Sql.value(pool.connection(), "SELECT count(*) FROM seen"))
                        .isEqualTo("1");
            }
        });
    }

    private static String seen(Connection connection, TestDatabase db) throws Exception {
        return Sql.value(connection, "SELECT " + settings(db)) + " auto-commit " + connection.getAutoCommit()
                + (db.dbms() == Dbms.SQLITE ? " " + Sql.value(connection, "PRAGMA cache_size") : "");
    }

    /** Also behind a script that has changed settings, which are all reset after it. */
    @EachDatabase(Dbms.POSTGRESQL)
    void the_server_looks_for_its_client_as_long_as_the_lock_is_held_unless_somebody_has_said_how(TestDatabase db)
            throws Exception {
        String chosen = db.url() + (db.url().contains("?") ? "&" : "?")
                + "options=-c%20client_connection_check_interval=1h%20-c%20tcp_keepalives_count=7";
        Map<String, String> files = Given.files(
                "1_set.up.sql",
                "SET work_mem = '5MB';\n",
                "2_seen.up.sql",
                "CREATE TABLE IF NOT EXISTS seen (watch TEXT);\n",
                "D__seen.sql",
                "INSERT INTO seen " + WATCH + ";\n");
        try (Pool pool = new Pool(db.connect());
                Pool choosing = new Pool(DriverManager.getConnection(chosen, db.user(), db.password()))) {
            String before = Sql.value(pool.connection(), WATCH);
            String chosenBefore = Sql.value(choosing.connection(), WATCH);

            Lockstep.builder(pool.dataSource(), MigrationSource.memory(files))
                    .build()
                    .migrate();
            Lockstep.builder(choosing.dataSource(), MigrationSource.memory(files))
                    .build()
                    .migrate();

            assertThat(db.value("SELECT watch FROM seen ORDER BY ctid LIMIT 1"))
                    .startsWith("application_name lockstep ")
                    .endsWith(", client_connection_check_interval 5000, tcp_keepalives_count 6, tcp_keepalives_idle 60,"
                            + " tcp_keepalives_interval 10");
            assertThat(db.value("SELECT watch FROM seen ORDER BY ctid DESC LIMIT 1"))
                    .endsWith(", client_connection_check_interval 3600000, tcp_keepalives_count 7,"
                            + " tcp_keepalives_idle 60, tcp_keepalives_interval 10");
            assertThat(Sql.value(pool.connection(), WATCH)).isEqualTo(before);
            assertThat(Sql.value(choosing.connection(), WATCH)).isEqualTo(chosenBefore);
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void on_mariadb_the_driver_keeps_the_connection_alive_unless_the_url_says_otherwise(TestDatabase db)
            throws Exception {
        for (boolean isAlive : List.of(true, false)) {
            String url = db.url() + (db.url().contains("?") ? "&" : "?") + (isAlive ? "" : "tcpKeepAlive=false");
            try (Connection connection = DriverManager.getConnection(url, db.user(), db.password())) {
                assertThat(connection
                                .unwrap(org.mariadb.jdbc.Connection.class)
                                .getContext()
                                .getConf()
                                .tcpKeepAlive())
                        .isEqualTo(isAlive);
            }
        }
    }

    @EachDatabase
    void auto_commit_is_put_back_for_a_pool_that_hands_it_out_switched_off(TestDatabase db) throws Exception {
        try (Pool pool = new Pool(db.connect())) {
            pool.connection().setAutoCommit(false);
            Lockstep lockstep = Lockstep.builder(pool.dataSource(), MigrationSource.memory(Given.logging(1, 2)))
                    .build();

            lockstep.migrate();

            assertThat(pool.connection().getAutoCommit()).isFalse();
            assertThat(Given.log(db)).as("seen by others").isEqualTo("1,2");
            lockstep.down(Target.steps(1));
            lockstep.status();
            assertThat(pool.connection().getAutoCommit()).isFalse();
            assertThat(Given.log(db)).isEqualTo("1");
            assertThat(pool.isComplete()).isTrue();
            pool.connection().rollback();
        }
    }

    @EachDatabase
    void a_step_down_leaves_no_settings_behind_either(TestDatabase db) throws Exception {
        withRole(db, () -> {
            try (Pool pool = new Pool(db.connect())) {
                String before = seen(pool.connection(), db);
                Lockstep lockstep = Lockstep.builder(
                                pool.dataSource(),
                                MigrationSource.memory(
                                        Given.with(Given.logging(1), "1_entry.down.sql", turnsEveryKnob(db))))
                        .build();
                lockstep.migrate();

                assertThat(Given.done(lockstep.down(Target.EVERYTHING))).containsExactly("down 1", "down 0.1");
                assertThat(seen(pool.connection(), db)).isEqualTo(before);
            }
        });
    }

    @EachDatabase
    void the_settings_of_a_script_hold_to_its_own_end(TestDatabase db) throws Exception {
        Given.lockstep(
                        db,
                        "1_log.up.sql",
                        "CREATE TABLE log (entry VARCHAR(100));\n",
                        "2_see.up.sql",
                        Given.on(db, """
                                SET TIME ZONE 'Asia/Tokyo';
                                INSERT INTO log SELECT 'in ' || current_setting('TimeZone');
                                REINDEX TABLE log;
                                INSERT INTO log SELECT 'behind ' || current_setting('TimeZone');
                                """, """
                                SET time_zone = '+09:00';
                                INSERT INTO log SELECT CONCAT('in ', @@time_zone);
                                CREATE TABLE a (id INTEGER PRIMARY KEY);
                                INSERT INTO log SELECT CONCAT('behind ', @@time_zone);
                                """, """
                                PRAGMA foreign_keys = ON;
                                INSERT INTO log SELECT 'in ' || foreign_keys FROM pragma_foreign_keys;
                                VACUUM;
                                INSERT INTO log SELECT 'behind ' || foreign_keys FROM pragma_foreign_keys;
                                """))
                .migrate();

        assertThat(Given.log(db))
                .isEqualTo(Given.on(db, "behind Asia/Tokyo,in Asia/Tokyo", "behind +09:00,in +09:00", "behind 1,in 1"));
    }

    @EachDatabase
    void session_sql_runs_on_every_session_in_its_order(TestDatabase db) throws Exception {
        String first = Given.on(db, "SET TIME ZONE 'Asia/Tokyo'", "SET time_zone = '+09:00'", "PRAGMA cache_size = 11");
        String second =
                Given.on(db, "SET TIME ZONE 'Asia/Seoul'", "SET time_zone = '+10:00'", "PRAGMA cache_size = 12");
        Report report = Given.builder(
                        db,
                        Given.files(
                                "1_log.up.sql",
                                "CREATE TABLE log (entry VARCHAR(100));\nINSERT INTO log SELECT "
                                        + Given.on(
                                                db,
                                                "current_setting('TimeZone')",
                                                "@@time_zone",
                                                "cache_size FROM pragma_cache_size")
                                        + ";\n"))
                .sessionSql(first)
                .sessionSql(second)
                .build()
                .migrate();

        assertThat(report.done()).hasSize(1);
        assertThat(Given.log(db)).isEqualTo(Given.on(db, "Asia/Seoul", "+10:00", "12"));
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_history_is_found_by_a_dump_that_empties_the_search_path(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(
                db, "1_dump.up.sql", """
                SET statement_timeout = 0;
                SET standard_conforming_strings = on;
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE TABLE public.a (id integer);
                ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);
                """, "2_b.up.sql", "CREATE TABLE b (id INTEGER REFERENCES a (id));\n");

        assertThat(Given.done(lockstep.migrate())).containsExactly("up 1", "up 2");
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_history_is_written_by_oneself_though_a_script_takes_a_role_without_rights_on_it(TestDatabase db)
            throws Exception {
        withRole(db, () -> {
            Lockstep lockstep = Given.lockstep(
                    db,
                    "1_a.up.sql",
                    "SET ROLE " + role(db) + ";\nCREATE TABLE a (id INTEGER PRIMARY KEY);\n"
                            + "CREATE INDEX CONCURRENTLY a_i ON a (id);\nINSERT INTO a VALUES (1);\n",
                    "2_b.up.sql",
                    "CREATE TABLE b (id INTEGER PRIMARY KEY);\n");

            assertThat(Given.done(lockstep.migrate())).containsExactly("up 1", "up 2");
            assertThat(owner(db, "a")).isEqualTo(role(db));
            assertThat(owner(db, "b")).isEqualTo(db.user());
            assertThat(db.value("SELECT count(*) FROM schema_history WHERE NOT dirty"))
                    .isEqualTo("2");
        });
    }

    private static String owner(TestDatabase db, String table) throws Exception {
        return db.value("SELECT tableowner FROM pg_tables WHERE tablename = '" + table + "'");
    }

    @EachDatabase(Dbms.MARIADB)
    void the_history_stays_where_it_is_though_a_script_uses_another_database(TestDatabase db, TestDatabase other)
            throws Exception {
        Lockstep lockstep = Given.lockstep(
                db,
                "1_elsewhere.up.sql",
                "USE " + other.name() + ";\nCREATE TABLE there (id INTEGER PRIMARY KEY);\n"
                        + "INSERT INTO there VALUES (1);\nCREATE TABLE there_too (id INTEGER PRIMARY KEY);\n",
                "2_here.up.sql",
                "CREATE TABLE here (id INTEGER PRIMARY KEY);\n");

        assertThat(Given.done(lockstep.migrate())).containsExactly("up 1", "up 2");
        assertThat(Given.hasTable(other, "there")).isTrue();
        assertThat(Given.hasTable(other, "there_too")).isTrue();
        assertThat(Given.hasTable(other, "schema_history")).isFalse();
        assertThat(Given.hasTable(db, "here")).isTrue();
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    @EachDatabase
    void statements_that_work_once_in_a_session_are_sent_once(TestDatabase db) throws Exception {
        Lockstep lockstep =
                Given.lockstep(db, Given.with(Given.logging(), "1_once.up.sql", Given.on(db, """
                                PREPARE p AS INSERT INTO log VALUES ($1);
                                EXECUTE p (1);
                                REINDEX TABLE log;
                                EXECUTE p (2);
                                DEALLOCATE p;
                                """, """
                                PREPARE p FROM 'SELECT 1';
                                INSERT INTO log VALUES (1);
                                CREATE TABLE a (id INTEGER PRIMARY KEY);
                                INSERT INTO log VALUES (2);
                                DEALLOCATE PREPARE p;
                                """, """
                                ATTACH ':memory:' AS other;
                                INSERT INTO log VALUES (1);
                                VACUUM;
                                INSERT INTO log VALUES (2);
                                DETACH other;
                                """)));

        assertThat(Given.done(lockstep.migrate())).containsExactly("up 0.1", "up 1");
        assertThat(Given.log(db)).isEqualTo("1,2");
    }
}
