/**
 * The ground that every test stands on: real databases of three kinds, faults at every JDBC call, the command line as a
 * child process. It knows nothing of the engine that it tests.
 */
@NullMarked
package dev.lockstep.testing;

import org.jspecify.annotations.NullMarked;
