package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Script;
import dev.lockstep.source.Translation;
import dev.lockstep.source.layout.LiquibaseChangeset.Body;
import dev.lockstep.source.layout.LiquibaseChangeset.Obstacle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The SQL of a changeset of a formatted changelog, between the marks for both directions.
 *
 * @param file the changelog
 * @param section its lines
 * @param line the line that begins it, placeholders filled
 */
record LiquibaseText(Script file, LiquibaseSection section, String line) implements Body {
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

    @Override
    public Script script(Direction direction) {
        LiquibaseDelimiter end = LiquibaseDelimiter.of(delimiter(direction)).orElseGet(LiquibaseDelimiter::ofTool);
        return file.with(new Translation(section, () -> new LiquibaseScript(direction, end)))
                .with(end.in(file.directives()));
    }

    @Override
    public Optional<Obstacle> obstacle(Direction direction) {
        return LiquibaseDelimiter.obstacle(delimiter(direction));
    }

    private String delimiter(Direction direction) {
        String name = direction == Direction.UP ? "endDelimiter" : "rollbackEndDelimiter";
        return LiquibaseChangeset.attribute(name, line).orElse("");
    }

    /** Attributes that nobody knows. */
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
}
