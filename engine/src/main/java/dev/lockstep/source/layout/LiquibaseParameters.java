package dev.lockstep.source.layout;

import dev.lockstep.source.Substitution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands for <code>${name}</code>: what the user sets, system properties, environment variables, and the properties
 * of the changelogs, of which the first counts. An unknown name is left as it is; but for those of the tool's own facts
 * about the database, which are an error.
 */
final class LiquibaseParameters implements Substitution {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^{}]*)}");
    private static final String FACT = "database.";
    private static final String TYPE_NAME = FACT + "typeName";

    private final Map<String, String> properties = new LinkedHashMap<>();

    LiquibaseParameters(String database) {
        properties.put(TYPE_NAME, database);
    }

    /** Sets a property, unless it is set already. */
    void set(String name, String value) {
        properties.putIfAbsent(expand(name), expand(value));
    }

    /** A text of the changelog itself, where the user's values are not known. */
    String expand(String text) {
        Matcher matcher = EXPRESSION.matcher(text);
        return matcher.replaceAll(found ->
                Matcher.quoteReplacement(known(found.group(1), Map.of()).orElse(found.group())));
    }

    @Override
    public Pattern pattern() {
        return EXPRESSION;
    }

    @Override
    public Optional<String> value(MatchResult placeholder, Facts facts) {
        String name = placeholder.group(1).strip();
        Optional<String> known = known(name, facts.given());
        return known.isPresent() || name.startsWith(FACT) ? known : Optional.of(placeholder.group());
    }

    private Optional<String> known(String name, Map<String, String> given) {
        return Stream.of(
                        Optional.ofNullable(given.get(name)),
                        Optional.ofNullable(System.getProperty(name)),
                        Optional.ofNullable(System.getenv(name)),
                        Optional.ofNullable(properties.get(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
