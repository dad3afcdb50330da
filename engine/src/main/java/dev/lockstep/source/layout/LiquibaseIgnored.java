package dev.lockstep.source.layout;

/** Follows {@code --ignoreLines:start}, {@code --ignoreLines:end} and {@code --ignoreLines:7}. */
final class LiquibaseIgnored {
    private static final long UP_TO_A_MARK = Long.MAX_VALUE;

    private long left;

    /** Whether a line does not count, or is the mark itself. */
    boolean takes(String line) {
        boolean isMark = LiquibaseLine.IGNORE_LINES.matcher(line).matches();
        String argument = isMark ? LiquibaseLine.IGNORE_LINES.group(1, line) : "";
        if (left == UP_TO_A_MARK) {
            left = argument.equals("end") ? 0 : left;
            return true;
        }
        if (left > 0) {
            left--;
            return true;
        }
        if (isMark) {
            left = argument.equals("start")
                    ? UP_TO_A_MARK
                    : argument.matches("\\d{1,9}") ? Long.parseLong(argument) : 0;
        }
        return isMark;
    }
}
