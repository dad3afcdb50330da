package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Place;
import dev.lockstep.model.Precondition;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Script;
import dev.lockstep.model.Script.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A changeset.
 *
 * @param key what tells it from all others
 * @param place where it begins
 * @param attributes what is said of it
 * @param said what stands in it beside its SQL
 * @param body its SQL
 */
record LiquibaseChangeset(Key key, Place place, Attributes attributes, Said said, Body body) {
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

    /** Values by their names. */
    @FunctionalInterface
    interface Attributes {
        /** The value; empty if there is none. */
        Optional<String> get(String name);
    }

    /**
     * What stands in a changeset beside its SQL.
     *
     * @param comment what it is about
     * @param rollback the beginning of what takes it back; empty if nothing is said
     * @param preconditions what it depends on
     * @param unknown attributes that nobody knows; the tool passes over them
     */
    record Said(String comment, Optional<String> rollback, LiquibasePreconditions preconditions, Set<String> unknown) {}

    /** The SQL of a changeset. */
    interface Body {
        /** What is executed in a direction, whether or not it can be. */
        Script script(Direction direction);

        /** What of it cannot be executed here. */
        Optional<Obstacle> obstacle(Direction direction);
    }

    /**
     * What cannot be executed here.
     *
     * @param what what the changeset has, as a clause
     * @param remedy what mends it
     */
    record Obstacle(String what, String remedy) {}

    /** What may have blanks in it if it stands in quotes; in the tool quotes around anything else belong to it. */
    private static final Set<String> QUOTABLE =
            Set.of("context", "contextFilter", "labels", "changesetId", "changesetAuthor", "changesetPath");

    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern DATABASES = Pattern.compile("[^,][\\w!,]+");

    /** The last value of an attribute, as the tool finds it; empty if it is not there. */
    static Optional<String> attribute(String name, String line) {
        String value = QUOTABLE.contains(name) ? "\"[^\"]*\"|\\S*" : "\\S*";
        Matcher matcher =
                Pattern.compile("(?i).*\\b" + name + ":(" + value + ").*").matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(QUOTABLE.contains(name) ? unquoted(matcher.group(1)) : matcher.group(1));
    }

    static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private String text(String name) {
        return attributes.get(name).orElse("");
    }

    private boolean is(String name, boolean initially) {
        return attributes
                .get(name)
                .map(WORD::matcher)
                .filter(Matcher::lookingAt)
                .map(word -> Boolean.parseBoolean(word.group()))
                .orElse(initially);
    }

    String context() {
        String filter = text("contextFilter");
        return filter.isEmpty() ? text("context") : filter;
    }

    String labels() {
        return text("labels");
    }

    /** The databases that it is for, as far as the tool reads on: {@code postgresql,!h2}. */
    String databases() {
        Matcher list = DATABASES.matcher(text("dbms"));
        return list.lookingAt() ? list.group() : "";
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

    Migration migration(Optional<Script> down) {
        Repetition repetition = is("runAlways", false)
                ? Repetition.ALWAYS
                : is("runOnChange", false) ? Repetition.ON_CHANGE : Repetition.ONCE;
        return new Migration(new MigrationId.Listed(key.toString()), repetition, said.comment(), up(), down);
    }

    /** What applies it. */
    Script up() {
        return script(Direction.UP);
    }

    /** What it says itself that takes it back. */
    Script down() {
        return script(Direction.DOWN);
    }

    private Script script(Direction direction) {
        Script script = body.script(direction);
        Optional<Precondition> asked =
                direction == Direction.UP ? said.preconditions().asked() : Optional.empty();
        return script.with(new Due(script.content(), asked, obstacle(direction).map(this::problem)))
                .with(script.directives().withTransaction(is("runInTransaction", true)));
    }

    private Optional<Obstacle> obstacle(Direction direction) {
        String runWith = text("runWith");
        List<String> unknown = said.preconditions().unknown();
        if (!unknown.isEmpty()) {
            return Optional.of(new Obstacle(
                    "a precondition that cannot be asked here: " + String.join(", ", unknown),
                    "ask the same with a query (sql-check), or write it as SQL (IF NOT EXISTS)"));
        }
        if (!is("failOnError", true)) {
            return Optional.of(new Obstacle(
                    "failOnError:false: a statement that fails always stops a run here",
                    "write it so that it does not fail, and take the attribute away"));
        }
        if (!runWith.isEmpty() && !runWith.equalsIgnoreCase("jdbc")) {
            return Optional.of(new Obstacle(
                    "runWith:" + runWith + ": no other program is run here",
                    "write it as SQL that the database itself knows, and take the attribute away"));
        }
        return body.obstacle(direction);
    }

    private Problem problem(Obstacle obstacle) {
        return Problem.at(
                place,
                "the changeset " + key + " has " + obstacle.what(),
                obstacle.remedy() + "; if it has been run already, 'lockstep adopt' records it");
    }

    /**
     * A script that can be read and compared at any time, and of which more is asked when it is due.
     *
     * @param asked what it depends on
     * @param refusal why it cannot be executed here
     */
    private record Due(Content content, Optional<Precondition> asked, Optional<Problem> refusal) implements Content {
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
            return asked;
        }
    }
}
