package dev.lockstep.architecture.wrong.model;

final class Speaks {
    void out() {
        System.out.println("out");
    }

    void err() {
        System.err.println("err");
    }

    void trace() {
        new IllegalStateException().printStackTrace();
    }

    void exit() {
        System.exit(1);
    }

    void halt() {
        Runtime.getRuntime().halt(1);
    }
}
