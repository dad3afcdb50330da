/** The proof of the promise: whatever dies whenever, the next run finishes the work, every statement exactly once. */
@NullMarked
package dev.lockstep.crash;

import org.jspecify.annotations.NullMarked;
