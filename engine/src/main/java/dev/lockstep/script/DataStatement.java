package dev.lockstep.script;

import dev.lockstep.dialect.Token;
import dev.lockstep.model.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A statement behind which its data follows. What is known of it is kept here, since the window slides on over the data. */
final class DataStatement {
    private final String text;
    private final Place place;
    private final InlineData data;
    private boolean opened;
    private boolean finished;

    private DataStatement(String text, Place place, InlineData data) {
        this.text = text;
        this.place = place;
        this.data = data;
    }

    /** Moves to the data, which begins in the line behind the statement. */
    static DataStatement begin(Window window, TokenForm form, String text, Place place) throws IOException {
        while (window.peek(0) == ' ' || window.peek(0) == '\t') {
            window.position++;
        }
        int value = window.peek(0);
        if (value != '\n' && value != '\r' && value != 0) {
            throw window.problem(
                    window.offset(),
                    "text behind a statement whose data follows",
                    "begin the data, or that text, in its own line");
        }
        boolean two = value == '\r' && window.peek(1) == '\n';
        window.pass(value == 0 ? 0 : two ? 2 : 1);
        return new DataStatement(text, place, new InlineData(window, form));
    }

    /** Whether these are the tokens of a COPY that reads from its client, outside of a query in parentheses. */
    static boolean takesData(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0 && token.is("FROM") && tokens.get(i + 1).is("STDIN")) {
                return true;
            }
        }
        return false;
    }

    String text() {
        return text;
    }

    Place place() {
        return place;
    }

    InputStream open() {
        if (finished && !opened) {
            throw new IllegalStateException("the hash of the statement was asked for before its data was read");
        }
        opened = true;
        return data;
    }

    void finish() throws IOException {
        finished = true;
        data.finish();
    }
}
