package dev.lockstep.model;

/**
 * One line of a checkup.
 *
 * @param name what was looked at, in a word: {@code rights}
 * @param finding what was found
 */
public record Check(String name, Finding finding) {}
