/** The command line, as those who type it, and the programs that start it, see it. */
@NullMarked
package dev.lockstep.cli;

import org.jspecify.annotations.NullMarked;
