/** The histories that other migration tools keep in a database, read so that they can be gone on with. */
@NullMarked
package dev.lockstep.foreign;

import org.jspecify.annotations.NullMarked;
