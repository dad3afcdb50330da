package dev.lockstep.architecture.wrong.dialect;

import dev.lockstep.architecture.wrong.plan.Plans;

final class PointsAtPlan {
    private Plans far;
}
