/** Databases that other tools have migrated, and how Lockstep goes on with them. */
@NullMarked
package dev.lockstep.adopt;

import org.jspecify.annotations.NullMarked;
