package dev.lockstep.source.layout;

import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.source.Layout.LeftOut;
import dev.lockstep.source.Layout.Listing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All changesets, in the order in which the changelogs name them. */
final class LiquibaseChangelog {
    private static final int LONGEST_NAME = 255;

    private final LiquibaseSettings settings;
    private final LiquibaseParameters parameters;
    private final Map<LiquibaseChangeset.Key, LiquibaseChangeset> changesets = new LinkedHashMap<>();
    private final Map<LiquibaseChangeset.Key, Migration> migrations = new LinkedHashMap<>();
    private final Map<LiquibaseChangeset.Key, Turn> turns = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> contexts = new TreeSet<>();

    LiquibaseChangelog(LiquibaseSettings settings) {
        this.settings = settings;
        this.parameters = new LiquibaseParameters(settings.database());
    }

    /** When a changeset's turn comes. */
    enum Turn {
        /** Before all others. */
        FIRST,
        /** Where it stands. */
        IN_ITS_PLACE,
        /** After all others. */
        LAST
    }

    /**
     * What an inclusion says of all changesets below it.
     *
     * @param context the contexts that it is for
     * @param labels their labels
     * @param logicalPath what the file is called instead of its path
     * @param isIgnored whether none of them has a part in a run
     */
    record Terms(String context, String labels, Optional<String> logicalPath, boolean isIgnored) {
        /** Nothing. */
        static final Terms NONE = new Terms("", "", Optional.empty(), false);

        /** An expression that asks for two. */
        static String both(String one, String other) {
            return one.isBlank() || other.isBlank() ? one + other : "(" + one + ") and (" + other + ")";
        }
    }

    LiquibaseParameters parameters() {
        return parameters;
    }

    LiquibaseSettings settings() {
        return settings;
    }

    void leaveOut(String path, String because) {
        leftOut.add(new LeftOut(path, because));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    /** Adds the changesets of a file, which the tool calls by this path. */
    void add(Script file, String path, Terms terms) {
        LiquibaseFile read = LiquibaseFile.read(file, terms.logicalPath().orElse(path), parameters, settings);
        problems.addAll(read.problems());
        read.changesets().forEach(changeset -> add(changeset, terms));
    }

    /** Has a changeset run elsewhere than where it stands. */
    void put(LiquibaseChangeset.Key key, Turn turn) {
        turns.put(key, turn);
    }

    /** Adds a changeset. A name may be that of several, as long as no more than one of them is meant. */
    void add(LiquibaseChangeset changeset, Terms terms) {
        LiquibaseChangeset.Key key = changeset.key();
        Set<String> unknown = changeset.said().unknown();
        if (!unknown.isEmpty()) {
            notes.add(changeset.place() + " has what nobody knows and is passed over: " + String.join(", ", unknown));
        }
        Optional<String> reason = changeset.whyNot(settings).or(() -> whyNot(terms));
        if (reason.isPresent()) {
            changesets.putIfAbsent(key, changeset);
            leaveOut(key.toString(), reason.get());
        } else if (migrations.containsKey(key)) {
            problems.add(Problem.at(
                    changeset.place(), "two changesets are called " + key, "give one of them an id of its own"));
        } else {
            changesets.put(key, changeset);
            migrations.put(key, changeset.migration(Optional.empty()));
            Stream.of(changeset.context(), terms.context())
                    .filter(context -> !context.isBlank())
                    .findFirst()
                    .ifPresent(contexts::add);
        }
    }

    private Optional<String> whyNot(Terms terms) {
        if (terms.isIgnored()) {
            return Optional.of("its changelog is included with ignore");
        }
        return settings.meetsContext(terms.context()) && settings.meetsLabels(terms.labels())
                ? Optional.empty()
                : Optional.of("its changelog is included for other contexts or labels");
    }

    /** A file of SQL without marks, which is a changeset as a whole. */
    void addPlain(Script file, String path) {
        LiquibaseChangeset.Key key = new LiquibaseChangeset.Key(path, "raw", "includeAll");
        migrations.put(key, new Migration(new MigrationId.Listed(key.toString()), "", file, Optional.empty()));
    }

    Listing listing() {
        List<LiquibaseChangeset.Key> keys = new ArrayList<>(migrations.keySet());
        keys.sort(Comparator.comparing(key -> turns.getOrDefault(key, Turn.IN_ITS_PLACE)));
        List<Migration> all = new ArrayList<>();
        keys.forEach(key -> {
            Optional<LiquibaseChangeset> changeset = Optional.ofNullable(changesets.get(key));
            changeset
                    .map(set -> set.migration(down(set)))
                    .or(() -> Optional.ofNullable(migrations.get(key)))
                    .ifPresent(all::add);
            if (key.toString().length() > LONGEST_NAME) {
                problems.add(Problem.of(
                        "the name " + key + " is longer than " + LONGEST_NAME + " characters",
                        "give the changelog a short logicalFilePath"));
            }
        });
        if (settings.contexts().isEmpty() && !contexts.isEmpty()) {
            notes.add("changesets of all contexts run (" + String.join("; ", contexts)
                    + "), since liquibase.properties names none with contexts=...");
        }
        return Listing.of(all, leftOut, problems)
                .noting(notes)
                .in(settings.manner().filling(parameters));
    }

    private Optional<Script> down(LiquibaseChangeset changeset) {
        String said = changeset.said().rollback().orElse("");
        String lower = said.toLowerCase(Locale.ROOT);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        if (lower.startsWith("not required") || lower.startsWith("empty")) {
            return Optional.of(Script.ofText(changeset.place().file(), ""));
        }
        return lower.contains("changesetid") ? other(changeset, said) : Optional.of(changeset.down());
    }

    /** What another changeset applies takes this one back. */
    private Optional<Script> other(LiquibaseChangeset changeset, String said) {
        LiquibaseChangeset.Key key = new LiquibaseChangeset.Key(
                LiquibaseChangeset.attribute("changesetPath", said)
                        .map(LiquibaseFile::normal)
                        .orElse(changeset.key().path()),
                LiquibaseChangeset.attribute("changesetId", said).orElse(""),
                LiquibaseChangeset.attribute("changesetAuthor", said).orElse(""));
        Optional<LiquibaseChangeset> other = Optional.ofNullable(changesets.get(key));
        if (other.isEmpty()) {
            problems.add(Problem.at(
                    changeset.place(),
                    "it is taken back by " + key + ", which is not there",
                    "correct changesetId, changesetAuthor and changesetPath"));
        }
        return other.map(LiquibaseChangeset::up);
    }
}
