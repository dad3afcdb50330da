/** Where migrations come from: directories, the class path, jars, any file system, memory. */
@NullMarked
package dev.lockstep.source;

import org.jspecify.annotations.NullMarked;
