package dev.lockstep.script;

import dev.lockstep.dialect.Effects;
import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.Rule;
import dev.lockstep.dialect.Token;
import dev.lockstep.model.Directives;
import dev.lockstep.script.DirectiveReader.Moment;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds one statement of a script after the other, each from its first token to its last. */
final class Statements {
    private static final String SEMICOLON = ";";

    /** The length of what stands at the beginning of a file, and so in the middle of two that were joined. */
    private static final int BYTE_ORDER_MARK = 3;

    private final Window window;
    private final Lexer lexer;
    private final TokenForm form;
    private final Blocks blocks;
    private final Settings settings;
    private final ClientCommands commands;
    private final DirectiveReader directives;
    private final Keywords<Leading> words;

    private boolean endsBySemicolon = true;
    private @Nullable Leading leading;
    private boolean isDelimited;
    private int number;
    private long start;
    private long firstEnd;
    private long end;
    private long opened;

    Statements(Window window, Lexicon lexicon, TokenForm form, Directives initially) {
        this.window = window;
        this.form = form;
        this.lexer = new Lexer(window, lexicon, this::comment);
        this.blocks = new Blocks(lexicon);
        this.settings = new Settings(lexicon);
        this.commands = new ClientCommands(window, lexicon);
        this.directives = new DirectiveReader(window, initially);
        this.words = Leading.words(lexicon);
        lexer.delimiter(SEMICOLON);
        obey(initially);
    }

    int number() {
        return number;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /** The rules that hold behind the current statement. */
    Set<Rule> rules() {
        return lexer.rules();
    }

    Directives directives() {
        return directives.directives();
    }

    /** In which part of the script the current statement stands; 0 before the first mark of one. */
    int part() {
        return directives.part();
    }

    /** Moves to the next statement; false at the end of the script. */
    boolean next() throws IOException {
        directives.at(number == 0 ? Moment.FIRST : Moment.BETWEEN);
        Lexeme lexeme = first();
        directives.at(Moment.INSIDE);
        if (lexeme == Lexeme.END) {
            return false;
        }
        begin();
        while (!ends(lexeme)) {
            take(lexeme);
            lexeme = lexer.next();
        }
        finish(directives.endsStatement() ? Lexeme.TEXT : lexeme);
        return true;
    }

    /** Passes over empty statements and what is meant for the client, up to the first token of a statement. */
    private Lexeme first() throws IOException {
        lexer.inStatement = false;
        lexer.tellsApart = true;
        while (true) {
            Lexeme lexeme = lexer.next();
            leading = lexeme == Lexeme.WORD ? leading() : null;
            if (lexeme == Lexeme.WORD && window.isByteOrderMark(lexer.start)) {
                window.position = window.index(lexer.start) + BYTE_ORDER_MARK;
            } else if (lexeme == Lexeme.COMMAND) {
                commands.pass();
            } else if (leading == Leading.COMMAND) {
                throw commands.refuse(lexer.start);
            } else if (leading == Leading.DELIMITER) {
                delimiter(commands.delimiter(lexer.start));
            } else if (lexeme != Lexeme.DELIMITER) {
                return lexeme;
            }
        }
    }

    private @Nullable Leading leading() {
        return words.find(window.bytes, window.index(lexer.start), window.index(lexer.end));
    }

    private void delimiter(String text) {
        endsBySemicolon = text.equals(SEMICOLON);
        lexer.delimiter(text);
    }

    private void comment(long from, long to) throws IOException {
        Directives before = directives();
        int partBefore = part();
        directives.comment(from, to);
        if (part() != partBefore) {
            beginAnew();
            obey(directives());
        } else if (!directives().equals(before)) {
            obey(directives());
        }
    }

    private void beginAnew() {
        lexer.notWhole();
        lexer.rules(settings.anew());
        delimiter(SEMICOLON);
    }

    private void obey(Directives asked) {
        asked.delimiter().ifPresent(this::delimiter);
        if (asked.whole()) {
            endsBySemicolon = false;
            lexer.whole();
        }
    }

    private void begin() {
        number++;
        start = lexer.start;
        firstEnd = lexer.end;
        end = firstEnd;
        lexer.inStatement = true;
        window.release(start);
        form.begin(start);
        if (endsBySemicolon) {
            blocks.begin();
        }
    }

    private boolean ends(Lexeme lexeme) throws IOException {
        if (directives.endsStatement()) {
            requireClosed();
            return true;
        }
        if (lexeme == Lexeme.DELIMITER) {
            boolean inBlock = endsBySemicolon && blocks.takesSemicolon();
            return !inBlock && !lexer.inCode;
        }
        return lexeme == Lexeme.END || (leading == Leading.LINE && endsLine());
    }

    /** Whether the last token stands in another line than those before it, of which there are two at least. */
    private boolean endsLine() {
        int from = window.index(end);
        int to = window.index(lexer.start);
        return end > firstEnd && Utf8.lineEndFrom(window.bytes, from, to) < to;
    }

    private void take(Lexeme lexeme) throws IOException {
        switch (lexeme) {
            case CODE_BEGIN -> form.codeBegin(lexer);
            case CODE_END -> form.codeEnd(lexer);
            case COMMAND -> throw commands.refuse(lexer.start);
            default -> form.token(lexeme, lexer);
        }
        end = lexer.end;
        if (lexer.tellsApart) {
            watch(lexeme);
            lexer.tellsApart = blocks.isWatching();
        }
    }

    private void watch(Lexeme lexeme) {
        boolean known = blocks.mayBeOpen();
        int from = window.index(lexer.start);
        int to = window.index(end);
        switch (lexeme) {
            case WORD -> blocks.word(window.bytes, from, to);
            case NAME -> blocks.name();
            case STRING -> blocks.string();
            case OPERATOR, PUNCTUATION -> blocks.symbol(window.bytes, from, to);
            default -> {
                // a semicolon inside the statement, or a mark of an executable comment
            }
        }
        if (!known) {
            opened = lexer.start;
        }
    }

    private void finish(Lexeme last) throws IOException {
        if (last == Lexeme.END) {
            requireClosed();
        }
        isDelimited = last == Lexeme.DELIMITER;
        blocks.stop();
        form.end();
        if (last != Lexeme.DELIMITER && last != Lexeme.END) {
            lexer.moveTo(end);
        }
        boolean isCode = window.bytes[window.index(start)] == '/';
        if (leading == Leading.SETTING || (isCode && Leading.isSetting(head(1)))) {
            lexer.rules(settings.after(head(Integer.MAX_VALUE)));
        } else if (leading == Leading.QUERY) {
            lexer.rules(settings.afterQuery(head(Effects.HORIZON)));
        }
    }

    private void requireClosed() throws IOException {
        if (lexer.inCode) {
            throw window.problem(start, "an executable comment that does not end", "close it where it ends, with */");
        }
        if (blocks.isOpen()) {
            throw window.problem(
                    opened,
                    "what is opened here is not closed up to the end of the file",
                    "close it; or say where the statement ends, with -- lockstep: delimiter=//");
        }
    }

    /** Whether lines of data follow the statement. */
    boolean takesData() throws IOException {
        return leading == Leading.COPY && isDelimited && DataStatement.takesData(head(Integer.MAX_VALUE));
    }

    /** The first tokens of the statement, which is still in the window. */
    List<Token> head(int limit) throws IOException {
        long behind = window.offset();
        lexer.moveTo(start);
        List<Token> tokens = Tokenizer.tokens(window, lexer, end, limit);
        lexer.moveTo(behind);
        return tokens;
    }

    /** The offset behind so many characters of the statement, or its end. */
    long offsetOf(int characters) {
        int index = window.index(start);
        int last = window.index(end);
        for (int passed = 0; index < last && passed < characters; passed++) {
            do {
                index++;
            } while (index < last && Utf8.isContinuation(window.bytes[index]));
        }
        return start + (index - window.index(start));
    }
}
