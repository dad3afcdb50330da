package dev.lockstep.source.layout;

import dev.lockstep.dialect.Surroundings;
import dev.lockstep.source.Substitution;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flyway's placeholders: those of its settings, those that the user set, and its own, which begin with {@code flyway:}.
 * The letters of a name count alike.
 */
final class FlywayPlaceholders implements Substitution {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final FlywaySettings settings;
    private final Map<String, String> ofSettings;
    private final Pattern pattern;

    FlywayPlaceholders(FlywaySettings settings) {
        this.settings = settings;
        this.ofSettings = settings.placeholders();
        this.pattern = Pattern.compile(
                Pattern.quote(settings.get("placeholderPrefix")) + "(.*?)"
                        + Pattern.quote(settings.get("placeholderSuffix")),
                Pattern.DOTALL);
    }

    @Override
    public Pattern pattern() {
        return pattern;
    }

    @Override
    public Optional<String> value(MatchResult placeholder, Facts facts) {
        String name = placeholder.group(1);
        String own = "flyway" + settings.get("placeholderSeparator");
        if (name.regionMatches(true, 0, own, 0, own.length())) {
            return value(name.substring(own.length()), facts, placeholder.group());
        }
        Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(facts.given());
        return Optional.ofNullable(given.get(name)).or(() -> Optional.ofNullable(ofSettings.get(name)));
    }

    private Optional<String> value(String name, Facts facts, String placeholder) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "defaultschema" -> settings.schema().or(() -> ofSession(facts, Surroundings::schema, placeholder));
            case "database" -> ofSession(facts, Surroundings::database, placeholder);
            case "user" -> ofSession(facts, Surroundings::user, placeholder);
            case "timestamp" -> Optional.of(TIME.format(facts.start().atZone(ZoneId.systemDefault())));
            case "filename" ->
                Optional.of(facts.script().substring(facts.script().lastIndexOf('/') + 1));
            case "workingdirectory" -> Optional.of(System.getProperty("user.dir", ""));
            case "table", "environment" -> Optional.of(settings.get(name.toLowerCase(Locale.ROOT)));
            default -> Optional.empty();
        };
    }

    /** Without a session the placeholder is known, and its value is not. */
    private static Optional<String> ofSession(Facts facts, Function<Surroundings, String> fact, String placeholder) {
        return Optional.of(facts.session().map(fact).orElse(placeholder));
    }

    /** What the settings alone say of a text; placeholders that they do not know stay as they are. */
    String filled(String text) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Optional.ofNullable(ofSettings.get(found.group(1))).orElse(found.group())));
    }

    /** The placeholder that stands for the time of the run, as scripts write it. */
    String timestamp() {
        return settings.get("placeholderPrefix") + "flyway" + settings.get("placeholderSeparator") + "timestamp"
                + settings.get("placeholderSuffix");
    }
}
