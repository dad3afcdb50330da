package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Directives;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Place;
import dev.lockstep.model.Precondition;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Script;
import dev.lockstep.model.Script.Content;
import dev.lockstep.source.Translation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A changeset of a formatted changelog.
 *
 * @param key what tells it from all others
 * @param line the line that begins it, placeholders filled
 * @param file the changelog
 * @param section its lines
 * @param said what its marks say
 */
record LiquibaseChangeset(Key key, String line, Script file, LiquibaseSection section, Said said) {
    private static final Set<String> KNOWN = Set.of(
            "runwith",
            "runwithspoolfile",
            "rollbackenddelimiter",
            "rollbacksplitstatements",
            "context",
            "contextfilter",
            "labels",
            "logicalfilepath",
            "ignore",
            "stripcomments",
            "enddelimiter",
            "dbms",
            "splitstatements",
            "runonchange",
            "runalways",
            "runintransaction",
            "failonerror");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<=\\s)(\\w+):");

    /**
     * What the tool knows a changeset by.
     *
     * @param path its changelog, or what that is called by {@code logicalFilePath}
     */
    record Key(String path, String id, String author) {
        /** As the tool writes it. */
        @Override
        public String toString() {
            return path + "::" + id + "::" + author;
        }
    }

    /**
     * What the marks of a changeset say.
     *
     * @param comment what it is about
     * @param rollback the beginning of what takes it back; empty if nothing is said
     * @param preconditions what it depends on
     * @param hasSql whether it holds anything
     */
    record Said(String comment, Optional<String> rollback, LiquibasePreconditions preconditions, boolean hasSql) {}

    /** The last value of an attribute, as the tool finds it; empty if it is not there. */
    static Optional<String> attribute(String name, String line) {
        Matcher matcher =
                Pattern.compile("(?i).*\\b" + name + ":(\"[^\"]*\"|\\S*).*").matcher(line);
        return matcher.matches() ? Optional.of(unquoted(matcher.group(1))) : Optional.empty();
    }

    static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private String text(String name) {
        return attribute(name, line).orElse("");
    }

    private boolean is(String name, boolean initially) {
        return attribute(name, line)
                .map(value -> Boolean.parseBoolean(value.replaceFirst("\\W.*", "")))
                .orElse(initially);
    }

    String context() {
        String filter = text("contextFilter");
        return filter.isEmpty() ? text("context") : filter;
    }

    String labels() {
        return text("labels");
    }

    /** The databases that it is for: the word characters, commas and exclamation marks that follow the name. */
    String databases() {
        return text("dbms").replaceFirst("[^\\w!,].*", "");
    }

    /** Why it has no part in a run; empty if it has. */
    Optional<String> whyNot(LiquibaseSettings settings) {
        if (is("ignore", false)) {
            return Optional.of("it says ignore:true");
        }
        if (!settings.meetsDatabase(databases())) {
            return Optional.of("it says dbms:" + databases());
        }
        if (!settings.meetsContext(context())) {
            return Optional.of("its context, " + context() + ", is not that of the run");
        }
        return settings.meetsLabels(labels())
                ? Optional.empty()
                : Optional.of("its labels, " + labels() + ", do not meet the filter of the run");
    }

    /** Attributes that nobody knows; the tool passes over them. */
    Set<String> unknown() {
        Set<String> unknown = new TreeSet<>();
        String attributes = line.substring(LiquibaseLine.CHANGESET.end(2, line));
        ATTRIBUTE
                .matcher(attributes)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !KNOWN.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(unknown::add);
        return unknown;
    }

    Place place() {
        return new Place(file.name(), section.firstLine(), 1, line, 0);
    }

    Migration migration(Optional<Script> down) {
        Repetition repetition = is("runAlways", false)
                ? Repetition.ALWAYS
                : is("runOnChange", false) ? Repetition.ON_CHANGE : Repetition.ONCE;
        return new Migration(new MigrationId.Listed(key.toString()), repetition, said.comment(), up(), down);
    }

    /** What applies it. */
    Script up() {
        return script(Direction.UP, text("endDelimiter"));
    }

    /** What its own marks say that takes it back. */
    Script down() {
        return script(Direction.DOWN, text("rollbackEndDelimiter"));
    }

    private Content asking(Content seen, Direction direction) {
        return said.preconditions()
                .asked()
                .filter(asked -> direction == Direction.UP)
                .<Content>map(asked -> new Asking(seen, asked))
                .orElse(seen);
    }

    private Script script(Direction direction, String endDelimiter) {
        Optional<LiquibaseDelimiter> delimiter = LiquibaseDelimiter.of(endDelimiter);
        LiquibaseDelimiter end = delimiter.orElseGet(LiquibaseDelimiter::ofTool);
        Translation seen = new Translation(section, () -> new LiquibaseScript(direction, end));
        Directives asked = end.in(file.directives().withTransaction(is("runInTransaction", true)));
        return refusal(delimiter.isEmpty() ? endDelimiter : "")
                .map(problem -> file.with(new Refused(seen, problem)))
                .orElseGet(() -> file.with(asking(seen, direction)))
                .with(asked);
    }

    /** What stands in the way of executing it here. */
    private Optional<Problem> refusal(String unreadableDelimiter) {
        String runWith = text("runWith");
        List<String> unknown = said.preconditions().unknown();
        if (!unknown.isEmpty()) {
            return refused(
                    "a precondition that cannot be asked here: " + String.join(", ", unknown),
                    "ask the same with --precondition-sql-check, or write it as SQL (IF NOT EXISTS)");
        }
        if (!is("failOnError", true)) {
            return refused(
                    "failOnError:false: a statement that fails always stops a run here",
                    "write it so that it does not fail, and take the attribute away");
        }
        if (!runWith.isEmpty() && !runWith.equalsIgnoreCase("jdbc")) {
            return refused(
                    "runWith:" + runWith + ": no other program is run here",
                    "write it as SQL that the database itself knows, and take the attribute away");
        }
        return unreadableDelimiter.isEmpty()
                ? Optional.empty()
                : refused(
                        "a delimiter that is an expression: " + unreadableDelimiter,
                        "end its statements with a plain text, such as //");
    }

    private Optional<Problem> refused(String what, String remedy) {
        return Optional.of(Problem.at(
                place(),
                "the changeset " + key + " has " + what,
                remedy + "; if it has been run already, 'lockstep adopt' records it"));
    }

    /** A script that depends on something. */
    private record Asking(Content content, Precondition asked) implements Content {
        @Override
        public InputStream open() throws IOException {
            return content.open();
        }

        @Override
        public int firstLine() {
            return content.firstLine();
        }

        @Override
        public Optional<Precondition> precondition() {
            return Optional.of(asked);
        }
    }

    /** A script that can be read and compared, but is not to be executed here. */
    private record Refused(Content content, Problem problem) implements Content {
        @Override
        public InputStream open() throws IOException {
            return content.open();
        }

        @Override
        public int firstLine() {
            return content.firstLine();
        }

        @Override
        public Optional<Problem> refusal() {
            return Optional.of(problem);
        }
    }
}
