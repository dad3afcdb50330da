package dev.lockstep.architecture.wrong.dialects.first;

import dev.lockstep.architecture.wrong.dialects.second.Outer;

public final class Inner {
    private Outer neighbour;
}
