/** Projects that were made for other tools, run as they are. */
@NullMarked
package dev.lockstep.layouts;

import org.jspecify.annotations.NullMarked;
