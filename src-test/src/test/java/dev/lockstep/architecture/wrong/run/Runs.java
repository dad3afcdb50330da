package dev.lockstep.architecture.wrong.run;

import dev.lockstep.architecture.wrong.Front;

public final class Runs {
    private Front above;
}
