package dev.lockstep.source.layout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line of a formatted changelog is, by the patterns of the tool. */
enum LiquibaseLine {
    /** The first line of the file. */
    HEADER("\\s*--\\s*liquibase\\s*formatted.*"),
    /** A value for a placeholder. */
    PROPERTY("\\s*--\\s*property\\s+(.*:.*)\\s+(.*:.*).*"),
    /** Lines that do not count follow. */
    IGNORE_LINES("--\\s*ignoreLines:(\\w+)"),
    /** A changeset begins: author and id. */
    CHANGESET("\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:]+):(\"[^\"]+\"|\\S+).*"),
    /** What the changeset is about. */
    COMMENT("--\\s*comment:? (.*)"),
    /** Another checksum that counts as right. */
    VALID_CHECK_SUM("--\\s*validCheckSum:? (.*)"),
    /** SQL that takes the changeset back. */
    ROLLBACK("\\s*--\\s*rollback (.*)"),
    /** Such SQL begins, in lines of its own. */
    ROLLBACK_BLOCK("\\s*/\\*\\s*liquibase\\s*rollback\\s*"),
    /** What happens if a precondition is not met. */
    PRECONDITIONS("\\s*--\\s*preconditions(.*)"),
    /** A precondition. */
    PRECONDITION("\\s*--\\s*precondition-([a-zA-Z0-9-]+)(.*)"),
    /** A mark that is written in a way that the tool refuses. */
    WRONG("(-\\s*property\\s.*|-\\s*changeset\\s.*|\\s*--\\s*changeset\\s*.*|-\\s*comment:? .*|--\\s*comments:? .*"
            + "|-\\s*validCheckSum.*|\\s*-\\s*rollback\\s.*|\\s*-\\s*preconditions?\\s.*|-\\s*ignoreLines:.*"
            + "|--\\s*ignore:\\w+)"),
    /** Anything else. */
    SQL(".*");

    private final Pattern pattern;

    LiquibaseLine(String regex) {
        this.pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    static LiquibaseLine of(String line) {
        if (line.indexOf('-') < 0 && line.indexOf('*') < 0) {
            return SQL;
        }
        for (LiquibaseLine kind : values()) {
            if (kind.matcher(line).matches()) {
                return kind;
            }
        }
        return SQL;
    }

    Matcher matcher(String line) {
        return pattern.matcher(line);
    }

    /** A part of a line that is known to be of this kind. */
    String group(int number, String line) {
        return matched(line).group(number);
    }

    /** Where such a part begins. */
    int start(int number, String line) {
        return matched(line).start(number);
    }

    /** Where such a part ends. */
    int end(int number, String line) {
        return matched(line).end(number);
    }

    private Matcher matched(String line) {
        Matcher matcher = matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no " + this + ": " + line);
        }
        return matcher;
    }

    /** Whether the line ends a block that takes a changeset back. */
    static boolean endsBlock(String line) {
        return line.stripTrailing().endsWith("*/");
    }
}
