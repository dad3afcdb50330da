package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Script;
import dev.lockstep.source.Translation;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps one direction of a goose file. Annotations stand at the beginning of a line; one that is not known, or stands
 * where goose allows none, is an error. What may be substituted is put into the form of {@link GooseVariables}.
 */
final class GooseAnnotations implements Translation.Rule {
    private static final Pattern MARKS = Pattern.compile("--");
    private static final String REMEDY =
            "the known annotations are '-- +goose Up', once and first; Down; StatementBegin and"
                    + " StatementEnd in pairs; NO TRANSACTION; ENVSUB ON and ENVSUB OFF";

    private final MarkReader marks;
    private final Direction wanted;
    private State state = State.START;
    private boolean isInStatement;
    private boolean isSubstituting;
    private boolean isUntied;

    private enum State {
        START,
        UP,
        DOWN
    }

    GooseAnnotations(Script file, Direction wanted) {
        this.marks = new MarkReader(file);
        this.wanted = wanted;
    }

    @Override
    public String see(String line) {
        marks.at(line);
        boolean isComment = line.strip().startsWith("--");
        if (isComment && line.contains("+goose")) {
            return annotation(line);
        }
        if (state == State.START && !line.isBlank() && !isComment) {
            throw marks.wrong("a statement above '-- +goose Up'", REMEDY);
        }
        if (!state.name().equals(wanted.name())) {
            return NOTHING;
        }
        return isSubstituting ? GooseVariables.marked(line) : line;
    }

    private String annotation(String line) {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            throw marks.wrong("an annotation that does not begin its line", "take away the blanks before it");
        }
        String command = MARKS.matcher(line)
                .replaceAll("")
                .replaceFirst("\\+goose", "")
                .strip()
                .toUpperCase(Locale.ROOT);
        switch (command) {
            case "UP" -> require(state == State.START, line).state = State.UP;
            case "DOWN" -> require(state == State.UP && !isInStatement, line).state = State.DOWN;
            case "STATEMENTBEGIN" -> require(state != State.START && !isInStatement, line).isInStatement = true;
            case "STATEMENTEND" -> require(isInStatement, line).isInStatement = false;
            case "ENVSUB ON" -> isSubstituting = true;
            case "ENVSUB OFF" -> isSubstituting = false;
            case "NO TRANSACTION" -> {
                boolean isKnown = isUntied;
                isUntied = true;
                return isKnown ? NOTHING : "-- lockstep: transaction=none";
            }
            default -> throw marks.wrong("an annotation that goose does not know", REMEDY);
        }
        return NOTHING;
    }

    private GooseAnnotations require(boolean condition, String line) {
        if (!condition) {
            throw marks.wrong("'" + line.strip() + "' does not belong here", REMEDY);
        }
        return this;
    }

    @Override
    public void end() {
        if (state == State.START) {
            throw marks.wrong("the file has no '-- +goose Up'", REMEDY);
        }
        if (isInStatement) {
            throw marks.wrong("'-- +goose StatementBegin' without '-- +goose StatementEnd'", REMEDY);
        }
    }
}
