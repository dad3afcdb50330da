package dev.lockstep.architecture.wrong.history;

import dev.lockstep.architecture.wrong.run.Runs;

final class PointsAtRun {
    private Runs far;
}
