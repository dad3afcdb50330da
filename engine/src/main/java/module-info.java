/** Lockstep's engine: plain SQL files in, a database that moves from version to version out. */
module dev.lockstep.engine {
    requires transitive java.sql;
    requires static org.jspecify;

    exports dev.lockstep;
    exports dev.lockstep.model;
    exports dev.lockstep.dialect;
    exports dev.lockstep.foreign;
    exports dev.lockstep.source;

    uses dev.lockstep.dialect.Dialect;
    uses dev.lockstep.foreign.ForeignHistory;
    uses dev.lockstep.source.Layout;

    provides dev.lockstep.source.Layout with
            dev.lockstep.source.LockstepLayout,
            dev.lockstep.source.layout.FlywayLayout,
            dev.lockstep.source.layout.DbmateLayout,
            dev.lockstep.source.layout.DieselLayout,
            dev.lockstep.source.layout.GolangMigrateLayout,
            dev.lockstep.source.layout.GooseLayout,
            dev.lockstep.source.layout.LiquibaseLayout,
            dev.lockstep.source.layout.MyBatisLayout,
            dev.lockstep.source.layout.PopLayout;
    provides dev.lockstep.foreign.ForeignHistory with
            dev.lockstep.foreign.tool.FlywayHistory,
            dev.lockstep.foreign.tool.LiquibaseHistory,
            dev.lockstep.foreign.tool.GooseHistory,
            dev.lockstep.foreign.tool.AtlasHistory,
            dev.lockstep.foreign.tool.DieselHistory,
            dev.lockstep.foreign.tool.PopHistory,
            dev.lockstep.foreign.tool.GolangMigrateHistory,
            dev.lockstep.foreign.tool.RailsHistory,
            dev.lockstep.foreign.tool.DbmateHistory,
            dev.lockstep.foreign.tool.MyBatisHistory,
            dev.lockstep.foreign.tool.SqitchHistory;
}
