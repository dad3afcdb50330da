/** The pure decision: files, history and target in; a course of steps, or problems, out. */
@NullMarked
package dev.lockstep.plan;

import org.jspecify.annotations.NullMarked;
