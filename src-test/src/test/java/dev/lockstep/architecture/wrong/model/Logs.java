package dev.lockstep.architecture.wrong.model;

final class Logs {
    void log() {
        java.util.logging.Logger.getLogger("wrong").info("wrong");
    }

    void systemLog() {
        System.getLogger("wrong").log(System.Logger.Level.INFO, "wrong");
    }
}
