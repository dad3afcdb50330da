package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.model.ValidationException;
import java.io.IOException;

/** The commands of a database's own client, between statements: passed over, or refused by name. */
final class ClientCommands {
    private final Window window;
    private final Lexicon.Client client;

    ClientCommands(Window window, Lexicon lexicon) {
        this.window = window;
        this.client = lexicon.client();
    }

    /** Passes over the rest of the line if the command that begins at the cursor changes nothing here. */
    void pass() throws IOException {
        String command = line();
        String name = command.substring(1).split("\\s", 2)[0];
        if (!client.ignored().contains(name)) {
            throw refuse(window.offset());
        }
        skipLine();
    }

    /** The exception for a command that begins at this offset. */
    ValidationException refuse(long offset) throws IOException {
        return window.problem(
                offset,
                "a command of " + client.name() + ", which the database itself does not know",
                "take it out, or write in SQL what it is for");
    }

    /** The delimiter that the command behind the cursor sets, whose word begins at this offset. */
    String delimiter(long offset) throws IOException {
        String argument = line().strip();
        String delimiter =
                argument.isEmpty() ? "" : isQuote(argument.charAt(0)) ? quoted(argument) : argument.split("\\s", 2)[0];
        if (delimiter.isEmpty() || delimiter.indexOf('\\') >= 0) {
            throw window.problem(
                    offset,
                    "a delimiter must be at least one character, and no backslash",
                    "for example: DELIMITER //");
        }
        skipLine();
        return delimiter;
    }

    private static boolean isQuote(char value) {
        return value == '\'' || value == '"' || value == '`';
    }

    private static String quoted(String argument) {
        int end = argument.indexOf(argument.charAt(0), 1);
        return argument.substring(1, end < 0 ? argument.length() : end);
    }

    private String line() throws IOException {
        int length = lineLength();
        return window.text(window.offset(), window.offset() + length);
    }

    private void skipLine() throws IOException {
        window.pass(lineLength());
    }

    private int lineLength() throws IOException {
        int length = 0;
        int value = window.peek(0);
        while (value != '\n' && value != '\r' && value != 0) {
            length++;
            value = window.peek(length);
        }
        return length;
    }
}
