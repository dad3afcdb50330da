package dev.lockstep.cli.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a configuration file, token by token, so that every setting knows its line. Nothing of a line is repeated in
 * messages but a key: the rest may be a secret.
 */
final class YamlFile {
    private static final String ENVIRONMENTS = "environments";
    private static final String FORM = "write it as KEY: VALUE, one setting a line";

    private final String name;
    private final JsonParser parser;

    private YamlFile(String name, JsonParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /** Reads the file. */
    static ConfigFile read(Path file) {
        String name = file.toString();
        try (Reader reader = Files.newBufferedReader(file);
                JsonParser parser = new YAMLFactory().createParser(reader)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            return new YamlFile(name, parser).file();
        } catch (JsonParseException notYaml) {
            throw new ConfigurationException(
                    List.of(Problem.at(
                            place(name, notYaml.getLocation()), "this is not YAML: " + reason(notYaml), FORM)),
                    notYaml);
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    List.of(Problem.of(
                            "the configuration file " + name + " cannot be read",
                            "see that it exists, that this user may read it, and that its text is UTF-8")),
                    unreadable);
        }
    }

    /** The parser's message without the lines that repeat the file's text. */
    private static String reason(JsonParseException notYaml) {
        return notYaml.getOriginalMessage()
                .lines()
                .filter(line -> !line.startsWith(" ") && !line.startsWith("in '"))
                .collect(Collectors.joining(", "));
    }

    private static Place place(String name, JsonLocation location) {
        return new Place(name, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()), "", 0);
    }

    private ConfigFile file() throws IOException {
        Map<String, SettingValue> top = new LinkedHashMap<>();
        Map<String, Map<String, SettingValue>> environments = new LinkedHashMap<>();
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return new ConfigFile(name, top, environments, environment -> List.of());
        }
        expect(first, JsonToken.START_OBJECT, "a file of settings begins with a key");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (key.equals(ENVIRONMENTS)) {
                environments(environments);
            } else {
                setting(key).ifPresent(value -> top.put(key, value));
            }
        }
        return new ConfigFile(name, top, environments, environment -> List.of());
    }

    private void environments(Map<String, Map<String, SettingValue>> environments) throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "environments: is followed by their names, indented");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Map<String, SettingValue> settings = new LinkedHashMap<>();
            environments.put(parser.currentName(), settings);
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                expect(parser.currentToken(), JsonToken.START_OBJECT, "an environment holds settings, indented");
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
                    setting(key).ifPresent(value -> settings.put(key, value));
                }
            }
        }
    }

    /** The value behind a key: a text, a list of texts, or pairs, which are kept as {@code name=text}. */
    private Optional<SettingValue> setting(String key) throws IOException {
        Place place = place(name, parser.currentTokenLocation());
        JsonToken token = parser.nextToken();
        List<String> texts = new ArrayList<>();
        if (token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        } else if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                texts.add(scalar());
            }
        } else if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String pair = parser.currentName();
                parser.nextToken();
                texts.add(pair + "=" + scalar());
            }
        } else {
            texts.add(scalar());
        }
        return Optional.of(new SettingValue(texts, key + " in " + name, Optional.of(place)));
    }

    private String scalar() throws IOException {
        if (!parser.currentToken().isScalarValue()) {
            throw wrong("settings are not nested that deep");
        }
        return parser.getText();
    }

    private void expect(JsonToken found, JsonToken expected, String why) {
        if (found != expected) {
            throw wrong(why);
        }
    }

    private ConfigurationException wrong(String why) {
        return new ConfigurationException(Problem.at(
                place(name, parser.currentTokenLocation()), "the configuration makes no sense: " + why, FORM));
    }
}
