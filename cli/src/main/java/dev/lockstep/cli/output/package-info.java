/** What people and programs read: lines, tables, the live line, JSON, errors. */
@NullMarked
package dev.lockstep.cli.output;

import org.jspecify.annotations.NullMarked;
