package dev.lockstep.cli.command;

import dev.lockstep.Lockstep;
import picocli.CommandLine.IVersionProvider;

/** What {@code -V} shows. */
final class Release implements IVersionProvider {
    /** Made by picocli. */
    Release() {}

    @Override
    public String[] getVersion() {
        return new String[] {"lockstep " + Lockstep.release()};
    }
}
