package dev.lockstep.source.layout;

import dev.lockstep.model.Script;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a changelog in XML, YAML or JSON holds: {@code include}, {@code changeSet} and others, each with what is said of it
 * and what stands in it.
 *
 * @param name what it is
 * @param line where it stands
 * @param attributes what is said of it
 * @param children what stands in it
 * @param text the text in it
 */
record LiquibaseItem(
        String name, int line, Map<String, String> attributes, List<LiquibaseItem> children, StringBuilder text) {
    /** What a changelog or a changeset is called instead of its path. */
    static final String LOGICAL_PATH = "logicalFilePath";

    private static final String ROOT = "databaseChangeLog";
    private static final Pattern ROOT_LINE =
            Pattern.compile("[\\s{]*\"?" + ROOT + "\"?\\s*:.*|.*<(\\w+:)?" + ROOT + "\\b.*");
    /** What is text in an element of XML, and a value with a name elsewhere. */
    private static final Set<String> TEXTS = Set.of("comment", "rollback", "validCheckSum", "sql");

    /** What has such a text by its own name. */
    private static final Set<String> QUERIES = Set.of("sql", "sqlCheck");

    private static final int DEPTH = 2;

    /** Whether a file looks like such a changelog. */
    static boolean areIn(SourceFile file) {
        return file.fileName().toLowerCase(Locale.ROOT).matches(".*\\.(xml|ya?ml|json)")
                && Folders.marked(List.of(file), ROOT_LINE).isPresent();
    }

    /** Reads a changelog. In YAML and JSON the tool sets all properties before it heeds anything else. */
    static List<LiquibaseItem> of(Script file, String fileName) {
        if (fileName.toLowerCase(Locale.ROOT).endsWith(".xml")) {
            return ofXml(file);
        }
        YamlNode document = Yaml.read(file.name(), String.join("\n", Folders.lines(file)));
        return document.entries().stream()
                .filter(entry -> entry.key().equals(ROOT))
                .flatMap(entry -> entry.value().entries().stream())
                .flatMap(entry -> entry.value().entries().stream())
                .map(entry -> ofYaml(entry.key(), entry.value()))
                .sorted(Comparator.comparing(item -> item.name().equals("property") ? 0 : 1))
                .toList();
    }

    private static List<LiquibaseItem> ofXml(Script file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        List<LiquibaseItem> items = new ArrayList<>();
        try (InputStream stream = file.open()) {
            XMLStreamReader reader = factory.createXMLStreamReader(stream);
            Deque<LiquibaseItem> open = new ArrayDeque<>();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamReader.START_ELEMENT) {
                    LiquibaseItem item = element(reader);
                    (open.size() < DEPTH ? items : open.element().children()).add(item);
                    open.push(item);
                } else if (event == XMLStreamReader.END_ELEMENT) {
                    open.pop();
                } else if (reader.hasText() && event != XMLStreamReader.COMMENT && !open.isEmpty()) {
                    open.element().text().append(reader.getText());
                }
            }
            return items;
        } catch (XMLStreamException | IOException unreadable) {
            throw Folders.unreadable(file, unreadable);
        }
    }

    private static LiquibaseItem of(String name, int line, Map<String, String> attributes) {
        return new LiquibaseItem(name, line, attributes, new ArrayList<>(), new StringBuilder());
    }

    private static LiquibaseItem element(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return of(reader.getLocalName(), reader.getLocation().getLineNumber(), attributes);
    }

    private static LiquibaseItem ofYaml(String name, YamlNode value) {
        LiquibaseItem item = of(name, lineOf(name, value), new HashMap<>());
        value.words().ifPresentOrElse(text -> item.attributes.put(name, text), () -> item.takeAll(value));
        return item;
    }

    /** A query begins where its text does. */
    private static int lineOf(String name, YamlNode value) {
        return value.entries().stream()
                .filter(entry -> QUERIES.contains(name) && entry.key().equals("sql"))
                .map(entry -> entry.value().line())
                .findFirst()
                .orElse(value.line());
    }

    /** A list of mappings says the same as one mapping of all of them. */
    private void takeAll(YamlNode value) {
        for (YamlNode.Entry entry : value.entries()) {
            if (entry.key().isEmpty()) {
                takeAll(entry.value());
            } else {
                take(entry.key(), entry.value());
            }
        }
    }

    private void take(String key, YamlNode value) {
        Optional<String> words = value.words();
        if (words.isEmpty()) {
            LiquibaseItem item = ofYaml(key, value);
            children.addAll(key.equals("changes") ? item.children : List.of(item));
        } else if (key.equals("sql") && QUERIES.contains(name)) {
            text.append(words.get());
        } else if (TEXTS.contains(key)) {
            LiquibaseItem item = of(key, value.line(), new HashMap<>());
            item.text.append(words.get());
            children.add(item);
        } else {
            attributes.put(key, words.get());
        }
    }

    Optional<String> get(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    boolean is(String attribute, boolean initially) {
        return get(attribute).map(Boolean::parseBoolean).orElse(initially);
    }

    /** Whether it says something of the changelog as a whole. */
    boolean isOfFile() {
        return name.equals(ROOT) || name.equals(LOGICAL_PATH);
    }
}
