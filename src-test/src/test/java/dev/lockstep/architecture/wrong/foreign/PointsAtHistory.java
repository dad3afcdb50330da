package dev.lockstep.architecture.wrong.foreign;

import dev.lockstep.architecture.wrong.history.Remembers;

final class PointsAtHistory {
    private Remembers far;
}
