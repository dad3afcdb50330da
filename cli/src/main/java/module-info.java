/** Lockstep's command line: a thin shell over the engine, which finds the dialects and the drivers at run time. */
module dev.lockstep.cli {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.dataformat.toml;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires dev.lockstep.engine;
    requires transitive info.picocli;
    requires jdk.unsupported;
    requires static org.jspecify;

    exports dev.lockstep.cli;

    opens dev.lockstep.cli to
            info.picocli;
    opens dev.lockstep.cli.command to
            info.picocli;
    opens dev.lockstep.cli.config to
            info.picocli;

    uses java.sql.Driver;
}
