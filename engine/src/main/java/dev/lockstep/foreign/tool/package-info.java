/** One class for each tool whose history is known. */
@NullMarked
package dev.lockstep.foreign.tool;

import org.jspecify.annotations.NullMarked;
