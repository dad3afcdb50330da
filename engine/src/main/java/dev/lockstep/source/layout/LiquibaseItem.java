package dev.lockstep.source.layout;

import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a changelog in XML or YAML holds: {@code include}, {@code changeSet} and others, each with what is said of it in one
 * word or line. What stands below that is known of XML alone.
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
    private static final Pattern ITEM = Pattern.compile("(\\s*)-\\s+(\\w+)\\s*:\\s*(.*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\s+)(\\w+)\\s*:\\s+(\\S.*)");
    private static final Pattern IN_BRACES = Pattern.compile("(\\w+)\\s*:\\s*(\"[^\"]*\"|'[^']*'|[^,}]+)");
    private static final int DEPTH = 2;

    /** Whether a file looks like such a changelog. */
    static boolean areIn(SourceFile file) {
        return file.fileName().toLowerCase(Locale.ROOT).matches(".*\\.(xml|ya?ml|json)")
                && Folders.marked(List.of(file), ROOT_LINE).isPresent();
    }

    /** Reads a changelog. */
    static List<LiquibaseItem> of(Script file, String fileName) {
        String type = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (type) {
            case "xml" -> ofXml(file);
            case "json" ->
                throw new ValidationException(Problem.at(
                        Place.of(file),
                        "a changelog in JSON is not read here",
                        "write what it includes as XML or YAML; or move it away, then the files run by their names"));
            default -> ofYaml(Folders.lines(file));
        };
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

    /** The list below the first key, and of each entry what has a value in the same line. */
    private static List<LiquibaseItem> ofYaml(List<String> lines) {
        List<LiquibaseItem> items = new ArrayList<>();
        int indent = -1;
        int inner = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "");
            Matcher item = ITEM.matcher(line);
            Matcher attribute = ATTRIBUTE.matcher(line);
            if (item.matches() && (indent < 0 || item.group(1).length() == indent)) {
                indent = item.group(1).length();
                inner = -1;
                items.add(inYaml(item, i + 1));
            } else if (!items.isEmpty()
                    && attribute.matches()
                    && (inner < 0 || attribute.group(1).length() == inner)) {
                inner = attribute.group(1).length();
                items.get(items.size() - 1).attributes().put(attribute.group(2), plain(attribute.group(3)));
            }
        }
        return items;
    }

    /** What a changeset in YAML does is not read. */
    private static LiquibaseItem inYaml(Matcher found, int line) {
        LiquibaseItem item = of(found.group(2), line, inBraces(found.group(2), found.group(3)));
        if (item.name().equals("changeSet")) {
            item.children().add(of("changes in YAML", line, Map.of()));
        }
        return item;
    }

    private static Map<String, String> inBraces(String name, String text) {
        Map<String, String> attributes = new HashMap<>();
        if (text.startsWith("{")) {
            IN_BRACES.matcher(text).results().forEach(found -> attributes.put(found.group(1), plain(found.group(2))));
        } else if (!text.isBlank()) {
            attributes.put(name, plain(text));
        }
        return attributes;
    }

    private static String plain(String text) {
        String stripped = text.strip();
        boolean isQuoted = stripped.length() > 1 && stripped.matches("(?s)\".*\"|'.*'");
        return isQuoted ? stripped.substring(1, stripped.length() - 1) : stripped;
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
