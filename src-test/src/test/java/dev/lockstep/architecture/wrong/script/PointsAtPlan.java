package dev.lockstep.architecture.wrong.script;

import dev.lockstep.architecture.wrong.plan.Plans;

final class PointsAtPlan {
    private Plans far;
}
