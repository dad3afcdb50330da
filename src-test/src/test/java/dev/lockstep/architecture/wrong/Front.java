package dev.lockstep.architecture.wrong;

import dev.lockstep.architecture.wrong.cli.Shell;
import dev.lockstep.architecture.wrong.dialects.FirstDialect;

public final class Front {
    private FirstDialect dialect;
    private Shell shell;
}
