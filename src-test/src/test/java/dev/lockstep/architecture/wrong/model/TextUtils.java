package dev.lockstep.architecture.wrong.model;

final class TextUtils {}
