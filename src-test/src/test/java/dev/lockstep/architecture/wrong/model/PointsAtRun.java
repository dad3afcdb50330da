package dev.lockstep.architecture.wrong.model;

import dev.lockstep.architecture.wrong.run.Runs;

final class PointsAtRun {
    private Runs far;
}
