package dev.lockstep.source.layout;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A value of a YAML or JSON document: a text, or what it consists of.
 *
 * @param line where it begins, from 1
 * @param text the text; empty if it is no scalar
 * @param entries what a mapping or a list holds
 */
record YamlNode(int line, Optional<String> text, List<Entry> entries) {
    private static final int OCTAL_RADIX = 8;
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL");
    private static final Pattern YES = Pattern.compile("(?i)yes|true|on");
    private static final Pattern NO = Pattern.compile("(?i)no|false|off");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0_*[0-7][0-7_]*");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(([0-9][0-9_]*)?\\.[0-9_]+|[0-9][0-9_]*\\.)([eE][-+]?[0-9]+)?");

    /** Copies the list. */
    YamlNode {
        entries = List.copyOf(entries);
    }

    /**
     * A part of a mapping or a list.
     *
     * @param key its name; empty in a list
     * @param value what it is
     */
    record Entry(String key, YamlNode value) {}

    static YamlNode scalar(int line, String text) {
        return new YamlNode(line, Optional.of(text), List.of());
    }

    /**
     * A text without quotes: a number, a truth or nothing stands for its value, as in YAML 1.1, so that {@code 1.10} is
     * {@code 1.1}.
     *
     * @see <a href="https://yaml.org/type/">the types of YAML 1.1</a>
     */
    static YamlNode plain(int line, String text) {
        return scalar(line, value(text));
    }

    private static String value(String text) {
        String number = text.replace("_", "");
        if (NULL.matcher(text).matches()) {
            return "";
        }
        if (YES.matcher(text).matches()) {
            return "true";
        }
        if (NO.matcher(text).matches()) {
            return "false";
        }
        if (OCTAL.matcher(text).matches()) {
            return new BigInteger(number, OCTAL_RADIX).toString();
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigInteger(number).toString();
        }
        return FLOAT.matcher(text).matches() ? Double.toString(Double.parseDouble(number)) : text;
    }

    static YamlNode of(int line, List<Entry> entries) {
        return new YamlNode(line, Optional.empty(), entries);
    }

    /** The text, or a list of texts with commas between them; empty if there is more to it. */
    Optional<String> words() {
        boolean isList = !entries.isEmpty()
                && entries.stream()
                        .allMatch(entry ->
                                entry.key().isEmpty() && entry.value().text().isPresent());
        return isList
                ? Optional.of(entries.stream()
                        .flatMap(entry -> entry.value().text().stream())
                        .collect(Collectors.joining(",")))
                : text;
    }
}
