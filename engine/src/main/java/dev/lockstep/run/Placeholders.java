package dev.lockstep.run;

import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.script.ScriptReader;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${name}} in a statement. It happens after the script was cut into statements, so that no value can
 * change where a statement ends.
 *
 * @param values what stands for each name
 */
public record Placeholders(Map<String, String> values) {
    /** No placeholder: nothing is replaced. */
    public static final Placeholders NONE = new Placeholders(Map.of());

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    /**
     * Sees that the reader's current statement names only placeholders that are known.
     *
     * @throws ValidationException if it does not
     */
    void check(ScriptReader reader) {
        if (!values.isEmpty()) {
            fill(reader.statement().text(), reader);
        }
    }

    /**
     * The text to send.
     *
     * @throws ValidationException if a name is not known
     */
    String fill(String text, ScriptReader reader) {
        if (values.isEmpty()) {
            return text;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new ValidationException(Problem.at(
                        reader.place(text.codePointCount(0, found.start())),
                        "there is no placeholder '" + found.group(1) + "'; the known ones are "
                                + String.join(", ", new TreeSet<>(values.keySet())),
                        "set it with --placeholder " + found.group(1) + "=VALUE"));
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
