package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the scanner finds in a script, as text: each statement with its number and place, its data, and the error if there is one. */
final class Transcript {
    private final StringBuilder lines = new StringBuilder();

    private Transcript() {}

    static String of(Script script, Lexicon lexicon, int size) throws IOException {
        Transcript transcript = new Transcript();
        try (ScriptScanner scanner = new ScriptScanner(script, lexicon, size)) {
            while (scanner.next()) {
                transcript.statement(scanner);
            }
        } catch (ValidationException e) {
            e.problems().forEach(transcript::problem);
        }
        return transcript.lines.toString();
    }

    private void statement(ScriptScanner scanner) throws IOException {
        lines.append(scanner.number() + " " + scanner.line() + ":" + scanner.column() + "\n");
        add("  | ", scanner.text());
        if (scanner.hasInlineData()) {
            add("  < ", new String(scanner.inlineData().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void problem(Problem problem) {
        add("! ", problem.toString());
    }

    /** Carriage returns are written as symbols, so that golden files survive any editor. */
    private void add(String margin, String text) {
        text.replace("\r", "␍").lines().forEach(line -> lines.append((margin + line).stripTrailing() + "\n"));
    }
}
