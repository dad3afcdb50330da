package dev.lockstep.architecture.wrong.plan;

public final class Plans {}
