package dev.lockstep.architecture.wrong.source;

import dev.lockstep.architecture.wrong.history.Remembers;

final class PointsAtHistory {
    private Remembers far;
}
