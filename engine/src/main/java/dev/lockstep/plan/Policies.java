package dev.lockstep.plan;

import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;

/**
 * What the user wants to be strict about.
 *
 * @param outOfOrder pending versions below the newest applied one
 * @param missing applied versions without a file, below the newest file
 */
public record Policies(OutOfOrder outOfOrder, Missing missing) {}
