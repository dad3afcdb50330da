/** From the bytes of a script to its statements, checksums and segments. */
@NullMarked
package dev.lockstep.script;

import org.jspecify.annotations.NullMarked;
