package dev.lockstep.dialect;

import java.util.Optional;

/**
 * The lock of another migration tool, as that tool calls it on either kind of database.
 *
 * @param number its key, where locks have numbers
 * @param name its name, where locks have names; empty if the tool takes none there
 */
public record ForeignLock(long number, Optional<String> name) {}
