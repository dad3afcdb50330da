/** The layouts of other migration tools; users name them, nobody leans on their classes. */
@NullMarked
package dev.lockstep.source.layout;

import org.jspecify.annotations.NullMarked;
