/** The shell that started the command: its variables, folder, streams and signals, and the code it gets back. */
@NullMarked
package dev.lockstep.cli.shell;

import org.jspecify.annotations.NullMarked;
