package dev.lockstep.architecture.wrong.dialects;

public final class SecondDialect {}
