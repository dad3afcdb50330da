package dev.lockstep.model;

import java.util.Optional;

/**
 * What to be strict about.
 *
 * @param outOfOrder pending versions below the newest applied one
 * @param missing applied versions without a file, below the newest file
 */
public record Policies(OutOfOrder outOfOrder, Missing missing) {
    /** An error in either case. */
    public static final Policies STRICT = new Policies(OutOfOrder.FAIL, Missing.FAIL);

    /** Whoever set no order of his own takes whatever order files come in. */
    public static final Policies ANY_ORDER = new Policies(OutOfOrder.ALLOW, Missing.FAIL);

    /** The same, but for what somebody has chosen. */
    public Policies but(Optional<OutOfOrder> chosenOrder, Optional<Missing> chosenMissing) {
        return new Policies(chosenOrder.orElse(outOfOrder), chosenMissing.orElse(missing));
    }
}
