/** All that differs between databases: what a new dialect implements, and the data that it hands to the engine. */
@NullMarked
package dev.lockstep.dialect;

import org.jspecify.annotations.NullMarked;
