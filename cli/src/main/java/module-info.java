/** Lockstep's command line: a thin shell over the engine, which finds the dialects and the drivers at run time. */
module dev.lockstep.cli {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires dev.lockstep.engine;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires static org.jspecify;

    opens dev.lockstep.cli to
            info.picocli;
}
