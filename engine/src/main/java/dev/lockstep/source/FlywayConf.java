package dev.lockstep.source;

import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flyway's files of settings: Java properties, but for the backslash, which only joins lines and stands for itself
 * everywhere else, and <code>${NAME}</code>, which stands for a variable of the environment.
 */
public final class FlywayConf {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");
    private static final Pattern KEY = Pattern.compile("\\s*flyway\\.[^=]*=[^=]*");

    private FlywayConf() {}

    /**
     * The settings of a file.
     *
     * @param filled what becomes of the text before it is cut into settings
     * @throws ValidationException if it cannot be read
     */
    public static Map<String, String> read(Script file, UnaryOperator<String> filled) {
        try (InputStream stream = file.open()) {
            return parse(filled.apply(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException unreadable) {
            Problem problem = Problem.at(
                    Place.of(file),
                    "the settings cannot be read: " + unreadable.getMessage(),
                    "see that it holds lines KEY=VALUE, and that this user may read it");
            throw new ValidationException(List.of(problem), unreadable);
        }
    }

    /** Fills variables of the environment into a text; one that is not set is empty. */
    public static UnaryOperator<String> with(Map<String, String> variables) {
        return text -> VARIABLE.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(variables.getOrDefault(name.group(1), "")));
    }

    private static Map<String, String> parse(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
            boolean goesOn = lines.get(i).endsWith("\\")
                    && !next.isEmpty()
                    && !KEY.matcher(next).matches();
            String line = lines.get(i).replace("\\", "\\\\");
            joined.append(goesOn ? line.substring(0, line.length() - 1) : line).append('\n');
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(joined.toString()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }
}
