package dev.lockstep.source.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of YAML that has lines of its own: behind {@code |} as they are, behind {@code >} joined.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#81-block-scalar-styles">Block scalar styles</a>
 */
final class YamlLines {
    private static final Pattern HEADER = Pattern.compile("([|>])([-+]?)([1-9]?)([-+]?)[ \\t]*(?:#[^\\n]*)?(?:\\n|$)");

    private final List<String> lines = new ArrayList<>();
    private final boolean isJoined;
    private final String ending;
    private int end;

    /**
     * Reads lines.
     *
     * @param text the document
     * @param start where the sign stands
     * @param outer how far that is indented which has this text: the lines are indented further
     */
    YamlLines(String text, int start, int outer) {
        Matcher header = HEADER.matcher(text).region(start, text.length());
        boolean isOne = header.lookingAt();
        this.isJoined = isOne && header.group(1).equals(">");
        this.ending = isOne ? header.group(2) + header.group(4) : "";
        this.end = isOne ? header.end() : start;
        int indent = !isOne || header.group(3).isEmpty() ? -1 : Math.max(0, outer) + Integer.parseInt(header.group(3));
        while (isOne && end < text.length()) {
            int next = text.indexOf('\n', end);
            String line = text.substring(end, next < 0 ? text.length() : next);
            int own = line.length() - line.stripLeading().length();
            indent = indent < 0 && !line.isBlank() ? own : indent;
            if (!line.isBlank() && (own < indent || own <= outer)) {
                return;
            }
            lines.add(line.substring(Math.min(line.length(), Math.max(0, indent))));
            end = next < 0 ? text.length() : next + 1;
        }
    }

    /** Where the text goes on behind it. */
    int end() {
        return end;
    }

    /** The text. */
    String read() {
        String read = isJoined ? joined() : String.join("\n", lines);
        String kept = read.stripTrailing();
        if (ending.contains("+")) {
            return read + "\n";
        }
        return ending.contains("-") || kept.isEmpty() ? kept : kept + "\n";
    }

    /** Lines that are indented further stay as they are, and so do empty ones. */
    private String joined() {
        StringBuilder read = new StringBuilder();
        boolean wasPlain = false;
        for (String line : lines) {
            boolean isPlain = !line.isEmpty() && !line.startsWith(" ");
            String before = isPlain && wasPlain ? " " : line.isEmpty() && wasPlain ? "" : "\n";
            read.append(read.length() == 0 ? "" : before).append(line);
            wasPlain = isPlain;
        }
        return read.toString();
    }
}
