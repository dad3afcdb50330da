package dev.lockstep.script;

import dev.lockstep.model.Directives;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the comments between a script's statements ask for: {@code -- lockstep: transaction=none timeout=10m}. */
final class DirectiveReader implements CommentListener {
    private static final Pattern MARK = Pattern.compile("--\\s*lockstep:", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIRECTIVE = Pattern.compile("\\S+");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final String KNOWN =
            "known are transaction=none or auto, timeout=10m (ms, s, m, h), delimiter=..., whole, placeholders=on or off,"
                    + " part";

    private static final Set<String> KEYS = Set.of("transaction", "timeout", "delimiter", "whole", "placeholders");
    private static final String PART = "part";

    /** What holds from one statement on, and may be asked for again before any other. */
    private static final Set<String> REPEATABLE = Set.of("transaction", "delimiter", "placeholders");

    private final Window window;
    private final Set<String> seen = new HashSet<>();
    private Directives directives;
    private Moment moment = Moment.FIRST;
    private int part;
    private boolean endsStatement;

    /** Where a comment stands. */
    enum Moment {
        /** Above all statements. */
        FIRST,
        /** Between statements. */
        BETWEEN,
        /** Inside a statement. */
        INSIDE
    }

    DirectiveReader(Window window, Directives directives) {
        this.window = window;
        this.directives = directives;
    }

    Directives directives() {
        return directives;
    }

    /** In how many parts the script has been read so far; 0 before the first mark of one. */
    int part() {
        return part;
    }

    /** Whether a part begins behind the last token of the statement, which ends there; what follows is read once more. */
    boolean endsStatement() {
        return endsStatement;
    }

    /** What comes now stands elsewhere. */
    void at(Moment where) {
        moment = where;
        endsStatement = false;
        if (where == Moment.INSIDE && !seen.isEmpty()) {
            seen.removeAll(REPEATABLE);
        }
    }

    @Override
    public void comment(long from, long to) throws IOException {
        if (endsStatement || !maySpeak(window.index(from), window.index(to))) {
            return;
        }
        String comment = window.text(from, to);
        Matcher mark = MARK.matcher(comment);
        if (!mark.lookingAt()) {
            return;
        }
        Matcher directive = DIRECTIVE.matcher(comment);
        if (moment == Moment.INSIDE) {
            if (directive.find(mark.end()) && directive.group().equals(PART)) {
                endsStatement = true;
                return;
            }
            throw window.problem(from, "a directive inside a statement", "write it above all statements");
        }
        for (int at = mark.end(); directive.find(at); at = directive.end()) {
            int before = comment.substring(0, directive.start()).getBytes(StandardCharsets.UTF_8).length;
            read(directive.group(), from + before);
        }
    }

    /** Most comments are no directives: that is seen without making a string of each. */
    private boolean maySpeak(int from, int to) {
        byte[] bytes = window.bytes;
        int index = from + 2;
        while (index < to && (bytes[index] == ' ' || bytes[index] == '\t')) {
            index++;
        }
        return bytes[from] == '-' && index < to && (bytes[index] | 0x20) == 'l';
    }

    private void read(String directive, long offset) throws IOException {
        int equals = directive.indexOf('=');
        String key = (equals < 0 ? directive : directive.substring(0, equals)).toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "" : directive.substring(equals + 1);
        if (key.equals(PART)) {
            beginPart(directive, offset);
            return;
        }
        if (moment != Moment.FIRST && KEYS.contains(key) && !REPEATABLE.contains(key)) {
            throw window.problem(
                    offset, "a directive behind the beginning of the first statement", "write it above all statements");
        }
        if (!seen.add(key)) {
            throw window.problem(offset, "the directive '" + key + "' is given twice", "leave one of them");
        }
        directives = switch (key) {
            case "transaction" -> transaction(value, offset);
            case "timeout" -> timeout(value, offset);
            case "delimiter" -> delimiter(value, offset);
            case "whole" -> whole(directive, offset);
            case "placeholders" -> placeholders(value, offset);
            default -> throw window.problem(offset, "no directive is called '" + key + "'", KNOWN);
        };
        if (directives.whole() && directives.delimiter().isPresent()) {
            throw window.problem(
                    offset, "a script that is sent whole has no delimiter", "leave one of both directives");
        }
    }

    /** What has been asked for before, inside the script or outside, does not hold in it. */
    private void beginPart(String directive, long offset) throws IOException {
        if (!directive.equals(PART)) {
            throw window.problem(offset, "the directive 'part' has no value", KNOWN);
        }
        part++;
        moment = Moment.FIRST;
        seen.clear();
        directives = Directives.NONE;
    }

    private Directives transaction(String value, long offset) throws IOException {
        if (!value.equals("none") && !value.equals("auto")) {
            throw bad("transaction", value, offset);
        }
        return directives.withTransaction(value.equals("auto"));
    }

    private Directives timeout(String value, long offset) throws IOException {
        Matcher parts = DURATION.matcher(value);
        if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
            throw bad("timeout", value, offset);
        }
        long number = Long.parseLong(parts.group(1));
        Duration timeout = switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        return directives.withTimeout(timeout);
    }

    private Directives delimiter(String value, long offset) throws IOException {
        if (value.isEmpty()) {
            throw bad("delimiter", value, offset);
        }
        return directives.withDelimiter(value);
    }

    private Directives whole(String directive, long offset) throws IOException {
        if (directive.indexOf('=') >= 0) {
            throw window.problem(offset, "the directive 'whole' has no value", KNOWN);
        }
        return directives.asWhole();
    }

    private Directives placeholders(String value, long offset) throws IOException {
        if (!value.equals("on") && !value.equals("off")) {
            throw bad("placeholders", value, offset);
        }
        return directives.withPlaceholders(value.equals("on"));
    }

    private RuntimeException bad(String key, String value, long offset) throws IOException {
        return window.problem(offset, "the directive '" + key + "' cannot have the value '" + value + "'", KNOWN);
    }
}
