/** The only code that reads and writes the history table. */
@NullMarked
package dev.lockstep.history;

import org.jspecify.annotations.NullMarked;
