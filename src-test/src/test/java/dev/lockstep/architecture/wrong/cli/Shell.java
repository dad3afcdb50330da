package dev.lockstep.architecture.wrong.cli;

import dev.lockstep.architecture.wrong.history.Remembers;

public final class Shell {
    private Remembers inside;
}
