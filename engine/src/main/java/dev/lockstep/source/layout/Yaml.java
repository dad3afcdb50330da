package dev.lockstep.source.layout;

import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.layout.YamlNode.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads YAML as people write it by hand, and with it JSON: mappings and lists, by indentation or in brackets, and texts of all
 * kinds. Anchors, tags, keys of several words and a second document are errors.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/">YAML 1.2</a>
 */
final class Yaml {
    private static final Pattern START = Pattern.compile("---(?=\\s|$)");
    private static final Pattern KEY = Pattern.compile("(\"[^\"\\n]*\"|'[^'\\n]*'|[\\w.$-]+)[ \\t]*:(?=\\s|$)[ \\t]*");
    private static final Pattern KEY_IN_BRACKETS = Pattern.compile("(\"[^\"\\n]*\"|'[^'\\n]*'|[\\w.$-]+)\\s*:");
    private static final Pattern ITEM = Pattern.compile("-(?=\\s|$)[ \\t]*");
    private static final Pattern NOTHING_ELSE = Pattern.compile("[ \\t]*(?:(?<=\\s)#[^\\n]*)?(?:\\n|$)");
    private static final Pattern PLAIN = Pattern.compile("[^\\s&*!%@`|>?\\[\\]{},#](?:(?!\\s#)[^\\n])*");
    private static final Pattern PLAIN_IN_BRACKETS = Pattern.compile("[^\\s&*!%@`|>?\\[\\]{},#\"'][^\\n,\\[\\]{}]*");

    private final String file;
    private final String text;
    private final int[] lineStarts;
    private int at;

    private Yaml(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = IntStream.rangeClosed(0, text.length())
                .filter(place -> place == 0 || text.charAt(place - 1) == '\n')
                .toArray();
    }

    /**
     * Reads a document.
     *
     * @param file the name that errors show
     * @throws ValidationException if it is none, or one that is not read here
     */
    static YamlNode read(String file, String text) {
        Yaml yaml = new Yaml(
                file, text.replaceFirst("^\uFEFF", "").replace("\r\n", "\n").replace('\r', '\n'));
        yaml.skip();
        Matcher start = yaml.matcher(START);
        if (start.lookingAt()) {
            yaml.at = start.end();
        }
        YamlNode node = yaml.below(0);
        yaml.skip();
        if (yaml.at < yaml.text.length()) {
            throw yaml.unread("what fits nowhere");
        }
        return node;
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    }

    private boolean isAt(Pattern pattern) {
        return matcher(pattern).lookingAt();
    }

    private boolean isAt(String letters) {
        return at < text.length() && letters.indexOf(text.charAt(at)) >= 0;
    }

    /** Goes past blanks, ends of lines and comments. */
    private void skip() {
        while (isAt(" \t\n") || (isAt("#") && (at == 0 || Character.isWhitespace(text.charAt(at - 1))))) {
            at = isAt("#") ? endOfLine() : at + 1;
        }
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private int line() {
        int found = Arrays.binarySearch(lineStarts, at);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private int column() {
        return at - lineStarts[line() - 1];
    }

    private ValidationException unread(String what) {
        String line = text.substring(lineStarts[line() - 1], endOfLine());
        return new ValidationException(Problem.at(
                new Place(file, line(), column() + 1, line, 0),
                "it has " + what + ", and cannot be read here",
                "write it as the tool's manual does, without shorthands of YAML"));
    }

    /** What begins here or on one of the next lines, if it is indented as far as this; else nothing. */
    private YamlNode below(int indent) {
        int before = at;
        skip();
        if (at == text.length() || column() < indent) {
            at = before;
            return YamlNode.scalar(line(), "");
        }
        return value(indent - 1);
    }

    /** What begins here, as a part of something that is indented so far. */
    private YamlNode value(int outer) {
        if (isAt(ITEM)) {
            return list();
        }
        return isAt(KEY) ? mapping() : scalar(outer);
    }

    private YamlNode list() {
        int line = line();
        int indent = column();
        List<Entry> entries = new ArrayList<>();
        while (isNext(ITEM, indent)) {
            Matcher item = matcher(ITEM);
            at = item.lookingAt() ? item.end() : at;
            entries.add(new Entry("", isAt(NOTHING_ELSE) ? below(indent + 1) : value(indent)));
        }
        return YamlNode.of(line, entries);
    }

    private YamlNode mapping() {
        int line = line();
        int indent = column();
        List<Entry> entries = new ArrayList<>();
        while (isNext(KEY, indent) && !isAt(ITEM)) {
            String key = key(KEY);
            entries.add(new Entry(key, isAt(NOTHING_ELSE) ? belowKey(indent) : scalar(indent)));
        }
        return YamlNode.of(line, entries);
    }

    private String key(Pattern pattern) {
        Matcher key = matcher(pattern);
        if (!key.lookingAt()) {
            throw unread("something else where a key should be");
        }
        at = key.end();
        return key.group(1).replaceAll("^[\"']|[\"']$", "");
    }

    /** Goes to what comes next, if that is one more of what is indented so. */
    private boolean isNext(Pattern wanted, int indent) {
        int before = at;
        skip();
        boolean is = at < text.length() && column() == indent && isAt(wanted);
        at = is ? at : before;
        return is;
    }

    /** A list need not be indented further than its key. */
    private YamlNode belowKey(int indent) {
        return isNext(ITEM, indent) ? list() : below(indent + 1);
    }

    private YamlNode scalar(int outer) {
        int line = line();
        if (isAt("|>")) {
            YamlLines lines = new YamlLines(text, at, outer);
            at = lines.end();
            return YamlNode.scalar(line + 1, lines.read());
        }
        YamlNode node = isAt("{[\"'") ? inBrackets() : YamlNode.plain(line, plain(outer));
        if (!isAt(NOTHING_ELSE)) {
            throw unread("something behind a value");
        }
        return node;
    }

    /** A text without quotes, which goes on where the next lines are indented further. */
    private String plain(int outer) {
        StringBuilder read = new StringBuilder();
        int end;
        do {
            Matcher plain = matcher(PLAIN);
            if (!plain.lookingAt() || (read.length() > 0 && isAt(KEY))) {
                throw unread("something else where a text should be");
            }
            read.append(read.length() == 0 ? "" : " ").append(plain.group().strip());
            at = plain.end();
            end = at;
            skip();
        } while (at < text.length()
                && column() > outer
                && text.substring(end, at).indexOf('#') < 0);
        at = end;
        return read.toString();
    }

    private YamlNode inBrackets() {
        skip();
        int line = line();
        if (isAt("\"'")) {
            return YamlNode.scalar(line, quoted(text.charAt(at++)));
        }
        if (isAt("{")) {
            return YamlNode.of(line, entries('}'));
        }
        if (isAt("[")) {
            return YamlNode.of(line, entries(']'));
        }
        Matcher plain = matcher(PLAIN_IN_BRACKETS);
        if (!plain.lookingAt()) {
            throw unread("something else where a text should be");
        }
        at = plain.end();
        return YamlNode.plain(line, plain.group().strip());
    }

    private List<Entry> entries(char close) {
        List<Entry> entries = new ArrayList<>();
        at++;
        for (skip(); !isAt(String.valueOf(close)); skip()) {
            String key = close == '}' ? key(KEY_IN_BRACKETS) : "";
            entries.add(new Entry(key, inBrackets()));
            skip();
            if (isAt(",")) {
                at++;
            } else if (!isAt(String.valueOf(close))) {
                throw unread("something else where a comma or a bracket should be");
            }
        }
        at++;
        return entries;
    }

    /** The end of a line in quotes is a blank, and an empty line the end of one. */
    private String quoted(char quote) {
        StringBuilder read = new StringBuilder();
        for (; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == quote) {
                at++;
                if (quote == '"' || !isAt("'")) {
                    return read.toString();
                }
                read.append(quote);
            } else if (letter == '\\' && quote == '"') {
                escaped(read);
            } else if (letter == '\n') {
                int before = line();
                skipBlanks();
                read.append(line() == before + 1 ? " " : "\n".repeat(line() - before - 1));
                at--;
            } else {
                read.append(letter);
            }
        }
        throw unread("a text without its end");
    }

    private void skipBlanks() {
        while (isAt(" \t\n")) {
            at++;
        }
    }

    /** Ends at the last letter of the sequence. */
    private void escaped(StringBuilder read) {
        at++;
        int simple = isAt("ntr\"\\/ bf0") ? "ntr\"\\/ bf0".indexOf(text.charAt(at)) : -1;
        if (simple >= 0) {
            read.append("\n\t\r\"\\/ \b\f\0".charAt(simple));
        } else if (isAt("\n")) {
            skipBlanks();
            at--;
        } else if (isAt("xu") && at + (isAt("x") ? 2 : 4) < text.length()) {
            int digits = isAt("x") ? 2 : 4;
            read.append((char) Integer.parseInt(text.substring(at + 1, at + 1 + digits), 16));
            at += digits;
        } else {
            throw unread("an escape that is not known");
        }
    }
}
