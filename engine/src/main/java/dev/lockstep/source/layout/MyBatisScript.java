package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.source.Translation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One direction of a script. What comes from a line {@code -- //@UNDO} on takes back what stands above it; lines that begin
 * with two slashes are comments; {@code -- @DELIMITER x} changes what ends a statement, from there on. If delimiters have
 * a line of their own, it stands for a semicolon.
 */
final class MyBatisScript implements Translation.Rule {
    /** What tells such a script from others: a comment for people, or the mark of what takes it back. */
    static final Pattern COMMENT_OR_UNDO = Pattern.compile("[ \\t]*--[ \\t]*//.*");

    private static final Pattern UNDO = Pattern.compile("[ \\t]*(--|//)[ \\t]*//[ \\t]*@UNDO.*");
    private static final Pattern DELIMITER =
            Pattern.compile("(--|//)\\s*(//)?\\s*@DELIMITER\\s+(?<text>\\S+).*", Pattern.CASE_INSENSITIVE);

    private final Direction wanted;
    private final boolean isSentWhole;
    private final boolean hasFullLines;
    private String delimiter;
    private boolean isUndo;

    MyBatisScript(Direction wanted, MyBatisEnvironment environment) {
        this.wanted = wanted;
        this.isSentWhole = environment.is("send_full_script");
        this.hasFullLines = environment.is("full_line_delimiter");
        this.delimiter = environment.delimiter();
    }

    @Override
    public String see(String line) {
        if (!isUndo && UNDO.matcher(line).matches()) {
            isUndo = true;
            return NOTHING;
        }
        if (isUndo != (wanted == Direction.DOWN)) {
            return NOTHING;
        }
        String text = line.strip();
        Matcher mark = DELIMITER.matcher(text);
        if (isSentWhole) {
            return line;
        }
        if (mark.matches()) {
            delimiter = mark.group("text");
            return hasFullLines ? NOTHING : "-- lockstep: delimiter=" + delimiter;
        }
        if (text.startsWith("//")) {
            return NOTHING;
        }
        return hasFullLines && text.equals(delimiter) ? ";" : line;
    }
}
