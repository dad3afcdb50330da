package dev.lockstep.cli.output;

import dev.lockstep.MigrationFiles;
import dev.lockstep.model.Script;
import dev.lockstep.model.Statement;

/**
 * A script cut into statements, read while it is shown.
 *
 * @param script the script
 * @param dialect whose rules cut it
 */
public record SplitAnswer(Script script, String dialect) implements Answer {
    private static final int NUMBER = 5;
    private static final int LINE = 7;
    private static final int EFFECT = 15;

    @Override
    public void tell(Voice voice) {
        String head = cell("#", NUMBER) + cell("line", LINE) + padded("kind", EFFECT) + "begins";
        MigrationFiles.split(script, dialect, statement -> {
            if (statement.number() == 1) {
                voice.result(voice.palette().faint(head));
            }
            voice.result(line(statement));
        });
    }

    private static String line(Statement statement) {
        return cell(Integer.toString(statement.number()), NUMBER)
                + cell(Integer.toString(statement.line()), LINE)
                + padded(Words.of(statement.effect()), EFFECT)
                + statement.excerpt();
    }

    private static String cell(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text + "  ";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length())) + "  ";
    }

    @Override
    public void write(Json json) {
        json.text("file", script.name());
        json.text("dialect", dialect);
        json.array(
                "statements",
                () -> MigrationFiles.split(
                        script,
                        dialect,
                        statement -> json.element(() -> {
                            json.number("number", statement.number());
                            json.number("line", statement.line());
                            json.number("column", statement.column());
                            json.text("kind", Words.of(statement.effect()));
                            json.text("text", statement.text());
                        })));
    }
}
