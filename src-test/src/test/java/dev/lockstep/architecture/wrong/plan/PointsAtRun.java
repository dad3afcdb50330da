package dev.lockstep.architecture.wrong.plan;

import dev.lockstep.architecture.wrong.run.Runs;

final class PointsAtRun {
    private Runs far;
}
