/** The databases that Lockstep speaks. What belongs to one of them bears its name first. */
@NullMarked
package dev.lockstep.dialects;

import org.jspecify.annotations.NullMarked;
