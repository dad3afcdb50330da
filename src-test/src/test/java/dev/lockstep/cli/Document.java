package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A JSON document that somebody else wrote. */
record Document(JsonNode root) {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The only document in a text. */
    static Document of(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            JsonNode root = STRICT.readTree(parser);
            assertThat(parser.nextToken()).as("what follows the document").isNull();
            assertThat(root.isObject()).as("an object: %s", text).isTrue();
            return new Document(root);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** The value at a JSON pointer, as text; {@code null} in the document is "null" here. */
    String at(String pointer) {
        JsonNode node = root.at(pointer);
        assertThat(node.isMissingNode()).as("%s in %s", pointer, root).isFalse();
        return node.asText();
    }

    boolean has(String pointer) {
        return !root.at(pointer).isMissingNode();
    }

    /** A field of every object in a list. */
    List<String> each(String pointer, String field) {
        List<String> values = new ArrayList<>();
        root.at(pointer).forEach(node -> values.add(node.path(field).asText()));
        return values;
    }
}
