package dev.lockstep.dialect;

public record Lexicon() {}
