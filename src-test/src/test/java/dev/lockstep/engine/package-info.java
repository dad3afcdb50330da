/** The contract of the library, on every database. */
@NullMarked
package dev.lockstep.engine;

import org.jspecify.annotations.NullMarked;
