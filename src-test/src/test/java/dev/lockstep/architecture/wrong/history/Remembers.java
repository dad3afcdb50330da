package dev.lockstep.architecture.wrong.history;

public final class Remembers {}
