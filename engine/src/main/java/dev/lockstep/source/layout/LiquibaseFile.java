package dev.lockstep.source.layout;

import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.source.layout.LiquibaseChangeset.Said;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a changelog of formatted SQL: one pass over its lines, which finds where each changeset begins and ends. */
final class LiquibaseFile {
    /** The first line of such a file. */
    static final Pattern HEADER = Pattern.compile("(?i)\\s*--\\s*liquibase\\s*formatted.*");

    private static final String MANUAL = "write it as the manual of formatted SQL changelogs says";

    private static final Pattern INCLUSION = Pattern.compile("(?i)\\s*--\\s*include(All)?\\s.*(file|path):.*");

    private final Script file;
    private final LiquibaseParameters parameters;
    private final LiquibaseSettings settings;
    private final List<LiquibaseChangeset> changesets = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final LiquibaseIgnored ignored = new LiquibaseIgnored();
    private String path;
    private Optional<Begun> begun = Optional.empty();
    private boolean isInBlock;

    /** A changeset of which the end is not yet found. */
    private static final class Begun {
        private final LiquibaseChangeset.Key key;
        private final String line;
        private final long offset;
        private final int number;
        private String comment = "";
        private Optional<String> rollback = Optional.empty();
        private final LiquibasePreconditions preconditions = new LiquibasePreconditions();
        private boolean hasSql;

        Begun(LiquibaseChangeset.Key key, String line, long offset, int number) {
            this.key = key;
            this.line = line;
            this.offset = offset;
            this.number = number;
        }

        void rollback(String text) {
            rollback = Optional.of((rollback.orElse("") + text.strip() + " ").stripLeading());
        }

        LiquibaseChangeset endingAt(long end, Script file) {
            LiquibaseSection section = new LiquibaseSection(file.content(), offset, end - offset, number);
            LiquibaseText text = new LiquibaseText(file, section, line);
            return new LiquibaseChangeset(
                    key,
                    new Place(file.name(), number, 1, line, 0),
                    name -> LiquibaseChangeset.attribute(name, line),
                    new Said(comment, rollback.map(String::strip), preconditions, text.unknown()),
                    text);
        }
    }

    private LiquibaseFile(Script file, String path, LiquibaseParameters parameters, LiquibaseSettings settings) {
        this.file = file;
        this.path = path;
        this.parameters = parameters;
        this.settings = settings;
    }

    /**
     * Reads a changelog.
     *
     * @param path what the tool calls it
     * @param parameters what its properties are added to
     */
    static LiquibaseFile read(Script file, String path, LiquibaseParameters parameters, LiquibaseSettings settings) {
        LiquibaseFile reading = new LiquibaseFile(file, path, parameters, settings);
        try (LiquibaseLines lines = new LiquibaseLines(file.content())) {
            while (lines.next()) {
                reading.take(lines);
            }
            reading.end(Long.MAX_VALUE);
        } catch (IOException unreadable) {
            throw Folders.unreadable(file, unreadable);
        }
        return reading;
    }

    /** The changesets, in their order. */
    List<LiquibaseChangeset> changesets() {
        return changesets;
    }

    List<Problem> problems() {
        return problems;
    }

    private void take(LiquibaseLines lines) {
        String line = lines.text();
        if (isInBlock) {
            isInBlock = !LiquibaseLine.endsBlock(line);
            begun.ifPresent(set -> set.rollback(line));
        } else if (!ignored.takes(line)) {
            LiquibaseLine kind = LiquibaseLine.of(line);
            switch (kind) {
                case HEADER -> header(line);
                case PROPERTY -> property(line, lines.number());
                case CHANGESET -> begin(lines);
                case WRONG -> problem(line, lines.number(), "a mark that the tool does not take");
                default ->
                    begun.ifPresentOrElse(set -> take(kind, line, set), () -> betweenChangesets(line, lines.number()));
            }
        }
    }

    /** The tool passes over what stands there, but for what only its paid editions heed. */
    private void betweenChangesets(String line, int number) {
        if (INCLUSION.matcher(line).matches()) {
            problem(line, number, "an inclusion in SQL, which only the tool's paid editions follow");
        }
    }

    private void take(LiquibaseLine kind, String line, Begun set) {
        switch (kind) {
            case COMMENT -> set.comment = kind.group(1, line).strip();
            case ROLLBACK -> set.rollback(kind.group(1, line));
            case ROLLBACK_BLOCK -> {
                isInBlock = true;
                set.rollback("");
            }
            case PRECONDITIONS -> set.preconditions.outcomes(line);
            case PRECONDITION -> set.preconditions.add(kind.group(1, line), parameters.expand(kind.group(2, line)));
            case SQL -> set.hasSql |= !line.isBlank();
            default -> {
                // VALID_CHECK_SUM: what the other tool accepts
            }
        }
    }

    /** Older releases of the tool take a second header for a comment. */
    private void header(String line) {
        if (begun.isEmpty()) {
            LiquibaseChangeset.attribute("logicalFilePath", line).ifPresent(logical -> path = logical);
        }
    }

    private void property(String line, int number) {
        if (LiquibaseChangeset.attribute("global", line).filter("false"::equals).isPresent()) {
            problem(line, number, "a property for one file alone, which is not known here");
        } else if (isMeant(line)) {
            word("name", line).ifPresent(name -> word("value", line).ifPresent(value -> parameters.set(name, value)));
        }
    }

    /** What follows a name, with blanks before it or without. */
    private static Optional<String> word(String name, String line) {
        Matcher matcher = Pattern.compile("(?i).*" + name + ":\\s*(\\S++).*").matcher(line);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private boolean isMeant(String line) {
        String context = LiquibaseChangeset.attribute("contextFilter", line)
                .or(() -> LiquibaseChangeset.attribute("context", line))
                .orElse("");
        return settings.meetsDatabase(LiquibaseChangeset.attribute("dbms", line).orElse(""))
                && settings.meetsContext(context)
                && settings.meetsLabels(
                        LiquibaseChangeset.attribute("labels", line).orElse(""));
    }

    private void begin(LiquibaseLines lines) {
        end(lines.offset());
        String line = parameters.expand(lines.text());
        String author = LiquibaseChangeset.unquoted(LiquibaseLine.CHANGESET.group(1, lines.text()));
        String id = LiquibaseChangeset.unquoted(LiquibaseLine.CHANGESET.group(2, lines.text()));
        String own = LiquibaseChangeset.attribute("logicalFilePath", line)
                .filter(logical -> !logical.isEmpty())
                .orElse(path);
        LiquibaseChangeset.Key key =
                new LiquibaseChangeset.Key(normal(own), parameters.expand(id), parameters.expand(author));
        begun = Optional.of(new Begun(key, line, lines.offset(), lines.number()));
    }

    /** The tool leaves out what only says where to look for a path. */
    static String normal(String path) {
        return path.replace('\\', '/').replaceFirst("^(classpath:)?(\\./|/)*", "");
    }

    private void end(long offset) {
        begun.ifPresent(set -> {
            changesets.add(set.endingAt(offset, file));
            if (!set.hasSql && offset < Long.MAX_VALUE) {
                problem(set.line, set.number, "a changeset without SQL");
            }
        });
        begun = Optional.empty();
    }

    private void problem(String line, int number, String what) {
        problems.add(Problem.at(new Place(file.name(), number, 1, line, 0), what, MANUAL));
    }
}
