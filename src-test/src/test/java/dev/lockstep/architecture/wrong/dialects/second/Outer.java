package dev.lockstep.architecture.wrong.dialects.second;

public final class Outer {}
