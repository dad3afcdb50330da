package dev.lockstep.cli.config;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .env}: {@code NAME=value}, {@code export NAME=value}, comments, values in single or double quotes. Lines
 * of any other kind belong to other programs and are passed over.
 */
final class DotEnv {
    static final String NAME = ".env";

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern COMMENT = Pattern.compile("\\s+#.*");
    private static final Pattern QUOTED = Pattern.compile("(['\"])(.*)\\1(?:\\s+#.*)?");

    private DotEnv() {}

    /** The variables of the file; none if it is not there. */
    static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    List.of(Problem.of(
                            file + " cannot be read", "see that this user may read it, and that its text is UTF-8")),
                    unreadable);
        }
    }

    private static Map<String, String> parse(List<String> lines) {
        Map<String, String> variables = new HashMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (!line.stripLeading().startsWith("#") && matcher.matches()) {
                variables.put(matcher.group(1), value(matcher.group(2)));
            }
        }
        return variables;
    }

    private static String value(String text) {
        Matcher quoted = QUOTED.matcher(text);
        if (!quoted.matches()) {
            return text.startsWith("#") ? "" : COMMENT.matcher(text).replaceFirst("");
        }
        boolean isLiteral = quoted.group(1).equals("'");
        return isLiteral ? quoted.group(2) : unescaped(quoted.group(2));
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isEscape = c == '\\' && i + 1 < text.length();
            char next = isEscape ? text.charAt(++i) : c;
            plain.append(isEscape && next == 'n' ? '\n' : next);
        }
        return plain.toString();
    }
}
