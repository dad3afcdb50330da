/** The library's door: {@link dev.lockstep.Lockstep} and its builder. */
@NullMarked
package dev.lockstep;

import org.jspecify.annotations.NullMarked;
