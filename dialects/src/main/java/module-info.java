/** The databases that Lockstep speaks: PostgreSQL, MariaDB and MySQL, SQLite. */
module dev.lockstep.dialects {
    requires transitive dev.lockstep.engine;
    requires static org.jspecify;

    provides dev.lockstep.dialect.Dialect with
            dev.lockstep.dialects.PostgreSqlDialect,
            dev.lockstep.dialects.MariaDbDialect,
            dev.lockstep.dialects.SqliteDialect;
}
