package dev.lockstep.model;

import java.util.Optional;

/**
 * What a check has found.
 *
 * @param verdict how good that is
 * @param text what was found, in one clause or several lines
 * @param remedy what mends it, in most cases a command; empty where nothing has to be mended
 */
public record Finding(Verdict verdict, String text, Optional<String> remedy) {
    /** How good a finding is. */
    public enum Verdict {
        /** Nothing is wrong with it. */
        OK,
        /** Migrations can run, but somebody should know this first. */
        WARNING,
        /** Migrations cannot run, or must not. */
        PROBLEM,
        /** Nobody has looked: there was no point in it, or no right. */
        LEFT_OUT
    }

    /** Nothing is wrong. */
    public static Finding ok(String text) {
        return new Finding(Verdict.OK, text, Optional.empty());
    }

    /** Something should be known. */
    public static Finding warning(String text, String remedy) {
        return new Finding(Verdict.WARNING, text, Optional.of(remedy));
    }

    /** Something stands in the way. */
    public static Finding problem(String text, String remedy) {
        return new Finding(Verdict.PROBLEM, text, Optional.of(remedy));
    }

    /** The same as an exception tells, with all its problems. */
    public static Finding problem(LockstepException failure) {
        StringBuilder text = new StringBuilder();
        Optional<String> remedy = Optional.empty();
        for (Problem problem : failure.problems()) {
            text.append(text.isEmpty() ? "" : "\n").append(problem.what());
            problem.where().ifPresent(place -> text.append(" (").append(place).append(')'));
            remedy = remedy.or(problem::remedy);
        }
        return new Finding(Verdict.PROBLEM, text.toString(), remedy);
    }

    /** Nobody has looked. */
    public static Finding leftOut(String why) {
        return new Finding(Verdict.LEFT_OUT, why, Optional.empty());
    }
}
