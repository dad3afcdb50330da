package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Finds one token after the other. All characters that mean something here are ASCII; the bytes of any other character
 * are parts of a word, as in all databases known.
 */
final class Lexer {
    private final Window window;
    private final Lexicon lexicon;
    private final Gaps gaps;
    private final Words words;
    private final Quotes quotes;

    private Set<Rule> rules;
    private byte[] delimiter = {};
    private Characters characters;
    private byte[] table;
    private Lexeme last = Lexeme.END;
    private boolean lastEscapes;

    /** Where the last token begins, as an offset in the script. */
    long start;

    /** Where the last token ends. */
    long end;

    /** Whether blanks or comments stand before the last token. */
    boolean gap;

    /** Whether a statement has begun, of which all is to be kept. */
    boolean inStatement;

    /** Whether words, numbers and punctuation are to be told apart. */
    boolean tellsApart = true;

    /** Whether the last token stands in an executable comment. */
    boolean inCode;

    Lexer(Window window, Lexicon lexicon, CommentListener listener) {
        this.window = window;
        this.lexicon = lexicon;
        this.rules = lexicon.rulesUnder(
                lexicon.setting().map(Lexicon.Setting::initially).orElse(Set.of()));
        this.characters = new Characters(lexicon, rules, delimiter);
        this.table = characters.table();
        this.quotes = new Quotes(window);
        this.words = new Words(window, this);
        this.gaps = new Gaps(window, this, listener);
    }

    /** Goes on by other rules. */
    void rules(Set<Rule> changed) {
        if (!changed.equals(rules)) {
            rules = changed;
            prepare();
        }
    }

    boolean has(Rule rule) {
        return rules.contains(rule);
    }

    /** Ends statements with another text; with none, if it is empty. */
    void delimiter(String text) {
        delimiter = text.getBytes(StandardCharsets.UTF_8);
        prepare();
    }

    /** Takes all that follows for one statement, whatever it holds. */
    void whole() {
        delimiter("");
        quotes.lenient(true);
        gaps.lenient(true);
    }

    /** Looks for ends again. */
    void notWhole() {
        quotes.lenient(false);
        gaps.lenient(false);
    }

    Set<Rule> rules() {
        return rules;
    }

    byte[] table() {
        return table;
    }

    private void prepare() {
        characters = new Characters(lexicon, rules, delimiter);
        table = characters.table();
    }

    /** Moves to the next token. */
    Lexeme next() throws IOException {
        long before = window.offset();
        byte type = table[window.bytes[window.position] & 0xFF];
        if (type == Characters.BLANK) {
            type = table[window.bytes[++window.position] & 0xFF];
        }
        if (type <= Characters.GAP) {
            type = gaps.skip();
        }
        gap = window.offset() > before;
        start = window.offset();
        last = token(type);
        end = window.offset();
        return last;
    }

    /** Goes back to where a statement begins, or on to where one has ended. */
    void moveTo(long offset) {
        window.position = window.index(offset);
        inStatement = true;
        inCode = false;
        tellsApart = true;
        last = Lexeme.END;
    }

    private Lexeme token(byte type) throws IOException {
        if (!tellsApart && type >= Characters.PUNCTUATION) {
            return text();
        }
        return switch (type) {
            case Characters.WORD -> word();
            case Characters.PUNCTUATION -> one(Lexeme.PUNCTUATION);
            case Characters.DIGIT -> number();
            case Characters.STRING_QUOTE -> string();
            case Characters.NAME_QUOTE -> quotes.name();
            case Characters.BRACKET -> quotes.bracket();
            case Characters.DOLLAR -> dollar();
            case Characters.DELIMITER -> delimiter();
            case Characters.COMMAND -> command();
            case Characters.END -> Lexeme.END;
            default -> operator();
        };
    }

    private Lexeme one(Lexeme lexeme) {
        window.position++;
        return lexeme;
    }

    private Lexeme delimiter() {
        window.pass(delimiter.length);
        return Lexeme.DELIMITER;
    }

    /** A delimiter made of letters is none inside a word, and one of a single character none where a comment begins. */
    boolean atDelimiter() throws IOException {
        int length = delimiter.length;
        if (length == 1 && (delimiter[0] == '/' || delimiter[0] == '-') && gaps.atComment()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (window.peek(i) != delimiter[i]) {
                return false;
            }
        }
        boolean joined = isLetter(delimiter[0]) && window.position > 0 && isLetter(window.peek(-1));
        return !joined && !(isLetter(delimiter[length - 1]) && isLetter(window.peek(length)));
    }

    private boolean isLetter(int value) {
        return value != '$' && isWordPart(value);
    }

    boolean isWordPart(int value) {
        return Characters.isWordPart(characters.plain((byte) value));
    }

    /** A byte's class if no delimiter begins here. */
    byte plain(byte value) {
        return characters.plain(value);
    }

    private Lexeme word() throws IOException {
        words.word();
        byte next = window.bytes[window.position];
        return next == '\'' || next == '&' ? prefixed() : Lexeme.WORD;
    }

    private Lexeme number() throws IOException {
        words.number(start);
        return Lexeme.WORD;
    }

    private Lexeme text() throws IOException {
        byte next = words.text();
        return next == Characters.STRING_QUOTE || next == Characters.OPERATOR ? beforePrefix() : Lexeme.TEXT;
    }

    /** Where a string begins of which the text has already taken the prefix, the text gives it back. */
    private Lexeme beforePrefix() throws IOException {
        if (!mayBePrefix(window.peek(-1) | 0x20)) {
            return Lexeme.TEXT;
        }
        if (window.offset() - start == 1) {
            return prefixed();
        }
        window.position -= isWordPart(window.peek(-2)) ? 0 : 1;
        return Lexeme.TEXT;
    }

    private boolean mayBePrefix(int letter) {
        return has(Rule.STRING_PREFIXES) && "ebxu".indexOf(letter) >= 0;
    }

    /** A string or name with a prefix that says how it is to be read, which stands directly before it. */
    private Lexeme prefixed() throws IOException {
        int prefix = window.peek(-1) | 0x20;
        if (window.offset() - start != 1 || !mayBePrefix(prefix)) {
            return Lexeme.WORD;
        }
        if (window.peek(0) == '\'') {
            return prefix == 'u' ? Lexeme.WORD : quoted(prefix == 'e');
        }
        if (prefix != 'u' || (window.peek(1) != '\'' && window.peek(1) != '"')) {
            return Lexeme.WORD;
        }
        window.position++;
        return window.peek(0) == '"' ? quotes.name() : quoted(false);
    }

    private Lexeme string() throws IOException {
        return quoted(isContinued() ? lastEscapes : has(Rule.BACKSLASH_ESCAPES));
    }

    private Lexeme quoted(boolean escapes) throws IOException {
        lastEscapes = escapes;
        return quotes.string(escapes);
    }

    /** A string behind another one, in a later line, is the same string: its prefix holds on. */
    private boolean isContinued() {
        if (last != Lexeme.STRING || !gap || !has(Rule.STRING_PREFIXES)) {
            return false;
        }
        String between = window.text(end, start);
        return (between.indexOf('\n') >= 0 || between.indexOf('\r') >= 0) && !between.contains("/*");
    }

    private Lexeme dollar() throws IOException {
        if (has(Rule.DOLLAR_QUOTES) && quotes.dollar()) {
            lastEscapes = has(Rule.BACKSLASH_ESCAPES);
            return Lexeme.STRING;
        }
        window.position++;
        words.word();
        return Lexeme.WORD;
    }

    /** A run of operator characters ends where a comment begins, whatever stands before it. */
    private Lexeme operator() throws IOException {
        int first = window.bytes[window.position];
        if (first == '/' && window.peek(1) == '*') {
            return codeBegin();
        }
        if (atCodeEnd()) {
            window.pass(2);
            inCode = false;
            return Lexeme.CODE_END;
        }
        do {
            window.position++;
        } while (isOperator(window.peek(0)) && !gaps.atComment() && !atCodeEnd());
        return Lexeme.OPERATOR;
    }

    private boolean isOperator(int value) throws IOException {
        byte type = table[value & 0xFF];
        if (type == Characters.DELIMITER && !atDelimiter()) {
            type = characters.plain((byte) value);
        }
        return type >= Characters.DASH && type <= Characters.OPERATOR && type != Characters.DELIMITER;
    }

    private boolean atCodeEnd() throws IOException {
        return inCode && window.peek(0) == '*' && window.peek(1) == '/';
    }

    private Lexeme codeBegin() throws IOException {
        window.pass(window.peek(2) == '!' ? 3 : 4);
        while (Characters.isDigit(window.peek(0))) {
            window.position++;
        }
        inCode = true;
        return Lexeme.CODE_BEGIN;
    }

    /** A command of the client between statements; inside a statement some look like one and are none. */
    private Lexeme command() throws IOException {
        Lexicon.Client client = lexicon.client();
        if (client.prefix() != '\\') {
            return inStatement ? one(Lexeme.PUNCTUATION) : Lexeme.COMMAND;
        }
        String name = window.peek(1) <= 0 ? "" : Character.toString(window.peek(1));
        boolean literal = client.literals().contains(name);
        if (!literal && !client.terminators().contains(name)) {
            return delimiter.length == 0 ? one(Lexeme.OPERATOR) : Lexeme.COMMAND;
        }
        window.pass(2);
        return literal ? Lexeme.WORD : Lexeme.DELIMITER;
    }
}
