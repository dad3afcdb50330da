package dev.lockstep.run;

import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.script.ScriptReader;
import dev.lockstep.source.Substitution;
import dev.lockstep.source.Substitution.Facts;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/**
 * Replaces placeholders in a statement. It happens after the script was cut into statements, so that no value can change
 * where a statement ends.
 *
 * @param substitution how they are written, and what stands for them
 * @param facts what that may depend on
 */
record Placeholders(Substitution substitution, Facts facts) {

    /**
     * Sees that the reader's current statement names only placeholders that are known.
     *
     * @throws ValidationException if it does not
     */
    void check(ScriptReader reader) {
        if (!isIdle()) {
            fill(reader.statement().text(), reader);
        }
    }

    /** Whether there is nothing to replace, which need not be looked for. */
    private boolean isIdle() {
        return substitution == Substitution.OWN && facts.given().isEmpty();
    }

    /**
     * The text to send.
     *
     * @throws ValidationException if a name is not known
     */
    String fill(String text, ScriptReader reader) {
        if (isIdle() || !reader.replacesPlaceholders()) {
            return text;
        }
        Matcher matcher = substitution.pattern().matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(
                substitution.value(found, facts.in(reader.script())).orElseThrow(() -> unknown(found, text, reader))));
    }

    /** The text with what is known replaced, wherever it stands. */
    String fillKnown(String text) {
        Matcher matcher = substitution.pattern().matcher(text);
        return matcher.replaceAll(found ->
                Matcher.quoteReplacement(substitution.value(found, facts).orElse(found.group())));
    }

    private ValidationException unknown(MatchResult found, String text, ScriptReader reader) {
        String name = found.group(1);
        return new ValidationException(Problem.at(
                reader.place(text.codePointCount(0, found.start())),
                "there is no placeholder '" + name + "'; "
                        + (facts.given().isEmpty()
                                ? "none is set"
                                : "the known ones are "
                                        + String.join(
                                                ", ",
                                                new TreeSet<>(facts.given().keySet()))),
                "set it with --placeholder " + name + "=VALUE"));
    }
}
