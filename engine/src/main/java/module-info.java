/** Lockstep's engine: plain SQL files in, a database that moves from version to version out. */
module dev.lockstep.engine {
    requires transitive java.sql;
    requires static org.jspecify;

    exports dev.lockstep;
    exports dev.lockstep.model;
    exports dev.lockstep.dialect;
    exports dev.lockstep.source;

    uses dev.lockstep.dialect.Dialect;
    uses dev.lockstep.source.Layout;

    provides dev.lockstep.source.Layout with
            dev.lockstep.source.LockstepLayout,
            dev.lockstep.source.layout.DbmateLayout,
            dev.lockstep.source.layout.DieselLayout,
            dev.lockstep.source.layout.GolangMigrateLayout,
            dev.lockstep.source.layout.GooseLayout,
            dev.lockstep.source.layout.LiquibaseLayout,
            dev.lockstep.source.layout.MyBatisLayout,
            dev.lockstep.source.layout.PopLayout;
}
