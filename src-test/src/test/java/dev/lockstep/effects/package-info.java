/** What becomes of a script once it was cut into statements: everything here is executed, by real databases. */
@NullMarked
package dev.lockstep.effects;

import org.jspecify.annotations.NullMarked;
