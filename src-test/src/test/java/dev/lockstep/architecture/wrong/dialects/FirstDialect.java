package dev.lockstep.architecture.wrong.dialects;

import dev.lockstep.architecture.wrong.plan.Plans;

public final class FirstDialect {
    private SecondDialect neighbour;
    private Plans engine;
}
