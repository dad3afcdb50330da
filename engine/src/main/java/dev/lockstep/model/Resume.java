package dev.lockstep.model;

/**
 * Where an interrupted step goes on.
 *
 * @param id the history row that the step claimed
 * @param done how many of its statements are durable
 */
public record Resume(long id, int done) {}
