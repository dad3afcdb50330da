package dev.lockstep.run;

import dev.lockstep.dialect.Probe;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the history row of a step in the middle must say for the next run to go on: what was executed, told by hashes,
 * and the statement in flight, with a probe of what it changes as it was before. Written as lines of words between tabs,
 * so that a person can read it too, with a backslash before what would end a word or a line; the statement's text comes
 * last, as it is.
 *
 * @param marks rolling hashes at ends of segments that are durable, in order; the last is the end of all that is
 * @param intent the bare statement that was about to be executed, if the row was written before one
 */
record Progress(List<Mark> marks, Optional<Intent> intent) {
    private static final int MOST_MARKS = 64;
    private static final String MARK = "done";
    private static final String INTENT = "next";
    private static final String SEEN = "seen";
    private static final String REPEATABLE = "repeatable";
    private static final String BLIND = "blind";
    private static final String SQL = "sql";
    private static final Pattern ESCAPE = Pattern.compile("\\\\[tnr\\\\]");

    /** Nothing was executed. */
    static final Progress NONE = new Progress(List.of(), Optional.empty());

    Progress {
        marks = List.copyOf(marks);
    }

    /**
     * The end of a durable segment.
     *
     * @param statement the number of its last statement
     * @param hash the rolling hash up to and including it
     */
    record Mark(int statement, String hash) {}

    /**
     * A bare statement that is about to be executed.
     *
     * @param statement its number
     * @param hash the rolling hash up to and including it
     * @param before what it changes, as it was before
     * @param sql its text in the script: what placeholders stand for may be secret
     */
    record Intent(int statement, String hash, Probe before, String sql) {}

    /** How many statements are durable. */
    int done() {
        return marks.isEmpty() ? 0 : marks.get(marks.size() - 1).statement();
    }

    /** With one more durable segment. Of a long row of marks every second one is dropped: an edit is found less exactly. */
    Progress done(int statement, String hash) {
        List<Mark> longer = new ArrayList<>(marks);
        if (longer.size() >= MOST_MARKS) {
            for (int i = longer.size() - 2; i >= 0; i -= 2) {
                longer.remove(i);
            }
        }
        longer.add(new Mark(statement, hash));
        return new Progress(longer, Optional.empty());
    }

    /** With a statement in flight. */
    Progress next(Intent flight) {
        return new Progress(marks, Optional.of(flight));
    }

    /** Without the statement in flight. */
    Progress withoutIntent() {
        return new Progress(marks, Optional.empty());
    }

    /** As the history row holds it. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Mark mark : marks) {
            line(text, MARK, String.valueOf(mark.statement()), mark.hash());
        }
        intent.ifPresent(flight -> {
            line(text, INTENT, String.valueOf(flight.statement()), flight.hash());
            if (flight.before() instanceof Probe.Seen seen) {
                new TreeMap<>(seen.objects()).forEach((object, print) -> line(text, SEEN, print, object));
            } else if (flight.before() instanceof Probe.Blind blind) {
                line(text, BLIND, blind.reason());
            } else {
                line(text, REPEATABLE);
            }
            text.append(SQL).append('\n').append(flight.sql());
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String... words) {
        text.append(Arrays.stream(words).map(Progress::escaped).collect(Collectors.joining("\t")))
                .append('\n');
    }

    private static String escaped(String word) {
        return word.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescaped(String word) {
        return ESCAPE.matcher(word).replaceAll(found -> switch (found.group().charAt(1)) {
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'r' -> "\r";
            default -> "\\\\";
        });
    }

    /**
     * The progress of a row.
     *
     * @throws ValidationException if the text was not written by this protocol
     */
    static Progress parse(String text) {
        List<Mark> marks = new ArrayList<>();
        Map<String, String> seen = new LinkedHashMap<>();
        Optional<Mark> flight = Optional.empty();
        Probe before = new Probe.Seen(Map.of());
        int sql = text.indexOf("\n" + SQL + "\n");
        String head = sql < 0 ? text : text.substring(0, sql);
        for (String line : head.lines().toList()) {
            String[] words =
                    Arrays.stream(line.split("\t", 3)).map(Progress::unescaped).toArray(String[]::new);
            switch (words[0]) {
                case MARK -> marks.add(new Mark(Integer.parseInt(words[1]), words[2]));
                case INTENT -> flight = Optional.of(new Mark(Integer.parseInt(words[1]), words[2]));
                case SEEN -> seen.put(words[2], words[1]);
                case REPEATABLE -> before = new Probe.Repeatable();
                case BLIND -> before = new Probe.Blind(words[1]);
                default ->
                    throw new ValidationException(Problem.of(
                            "the history holds a step's progress that this release does not know: " + line,
                            "use the release that wrote it (column tool_version), or a newer one"));
            }
        }
        Probe probe = seen.isEmpty() ? before : new Probe.Seen(seen);
        String statement = sql < 0 ? "" : text.substring(sql + SQL.length() + 2);
        return new Progress(marks, flight.map(mark -> new Intent(mark.statement(), mark.hash(), probe, statement)));
    }
}
