package dev.lockstep.cli.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file of TOML as one flat list: {@code environments.test.url} for a key of a table, with commas between the values
 * of an array. Nothing of a line is repeated in messages: it may be a secret.
 */
final class TomlFile {
    private final JsonParser parser;
    private final Map<String, String> values = new LinkedHashMap<>();

    private TomlFile(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigurationException if it cannot be read, or is no TOML
     */
    static Map<String, String> read(Path file) {
        try (Reader reader = Files.newBufferedReader(file);
                JsonParser parser = new TomlFactory().createParser(reader)) {
            TomlFile toml = new TomlFile(parser);
            parser.nextToken();
            toml.table("");
            return toml.values;
        } catch (StreamReadException notToml) {
            JsonLocation at = notToml.getLocation();
            throw new ConfigurationException(
                    List.of(Problem.at(
                            new Place(
                                    file.toString(), Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), "", 0),
                            "this is not TOML",
                            "write it as KEY = \"VALUE\", below a [table]")),
                    notToml);
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    List.of(Problem.of(
                            "the settings in " + file + " cannot be read",
                            "see that the file exists, that this user may read it, and that its text is UTF-8")),
                    unreadable);
        }
    }

    private void table(String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + parser.currentName();
            parser.nextToken();
            value(key);
        }
    }

    private void value(String key) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            table(key + ".");
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            values.putIfAbsent(key, "");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value(key);
            }
        } else {
            values.merge(key, parser.getText(), (before, next) -> before.isEmpty() ? next : before + "," + next);
        }
    }
}
