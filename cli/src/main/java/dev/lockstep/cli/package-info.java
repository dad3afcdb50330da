/** The command line's door: {@link dev.lockstep.cli.Main}. */
@NullMarked
package dev.lockstep.cli;

import org.jspecify.annotations.NullMarked;
