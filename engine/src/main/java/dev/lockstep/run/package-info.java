/** The run: one straight line from the open session to the report. */
@NullMarked
package dev.lockstep.run;

import org.jspecify.annotations.NullMarked;
