package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.BlockWord;
import dev.lockstep.dialect.Lexicon.Rule;
import dev.lockstep.script.Nesting.Opened;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether a semicolon stands inside a statement: in the body of a routine, a trigger, an event, in a block outside
 * of them, in the parentheses of a rule. It sees every token of a statement until it knows that none of these will come,
 * and tells names from keywords by where they stand: what opens a block, or ends one, does so only where a statement may
 * begin.
 */
final class Blocks {
    private enum State {
        /** No block can begin any more. */
        OFF,
        /** Behind CREATE. */
        DEFINITION,
        /** In the head of a routine, before the end of its parameters. */
        PARAMETERS,
        /** In the head of a routine, where its body may begin. */
        SIGNATURE,
        /** In the head of a trigger. */
        TRIGGER,
        /** In a rule. */
        RULE,
        /** Behind BEGIN outside of a routine. */
        BEGUN,
        /** Where a statement may begin. */
        START,
        /** Behind the first word of a statement, which may be a label. */
        LABEL,
        /** Between the angle brackets of a label. */
        ANGLE_LABEL,
        /** Where one name or value comes before a statement. */
        OPERAND,
        /** Inside a statement. */
        INSIDE
    }

    private final Keywords<BlockWord> keywords;
    private final boolean anonymous;
    private State state = State.OFF;
    private final Nesting nesting = new Nesting();
    private int parentheses;
    private boolean isName;
    private boolean hasType;
    private boolean hasBody;
    private @Nullable BlockWord before;

    Blocks(Lexicon lexicon) {
        keywords = new Keywords<>(lexicon.blocks());
        anonymous = lexicon.rules().contains(Rule.ANONYMOUS_BLOCKS);
    }

    /** Begins a statement. */
    void begin() {
        state = State.START;
        nesting.clear();
        parentheses = 0;
        isName = false;
        hasBody = false;
        before = null;
    }

    /** Ends a statement, or lets it go on without being looked at. */
    void stop() {
        state = State.OFF;
        nesting.clear();
    }

    /** Whether the next token matters. */
    boolean isWatching() {
        return state != State.OFF;
    }

    /** Whether what was opened has not been closed. */
    boolean isOpen() {
        return !nesting.isEmpty() || (state == State.RULE && parentheses > 0);
    }

    /** Whether something is open, or the next token tells that it is. */
    boolean mayBeOpen() {
        return isOpen() || state == State.BEGUN;
    }

    /** Whether a semicolon here stands inside the statement; if so, another statement begins inside it. */
    boolean takesSemicolon() {
        if (state == State.RULE) {
            return parentheses > 0;
        }
        if (nesting.isEmpty()) {
            return false;
        }
        state = State.START;
        before = null;
        return true;
    }

    /** A word without quotes. */
    void word(byte[] bytes, int from, int to) {
        if (isName) {
            name();
            return;
        }
        BlockWord word = keywords.find(bytes, from, to);
        if (state == State.BEGUN) {
            begun(word);
        }
        switch (state) {
            case DEFINITION -> definition(word);
            case PARAMETERS, SIGNATURE -> head(word);
            case TRIGGER -> state = word == BlockWord.BODY || word == BlockWord.DO ? State.START : state;
            case START -> start(word);
            case OPERAND -> state = word == BlockWord.FILLER ? state : State.START;
            case LABEL, INSIDE -> inside(word);
            default -> {
                // in a rule, and in a label between angle brackets, all words are alike
            }
        }
        before = word;
    }

    /** A name in quotes. */
    void name() {
        other(State.LABEL);
    }

    /** A string. */
    void string() {
        other(State.INSIDE);
    }

    private void other(State afterStart) {
        isName = false;
        before = null;
        if (state == State.BEGUN) {
            begun(null);
        }
        switch (state) {
            case START -> settle(afterStart);
            case LABEL -> settle(State.INSIDE);
            case OPERAND -> state = State.START;
            default -> {
                // it neither begins nor ends anything
            }
        }
    }

    /** A run of operators, or another character that is a token. */
    void symbol(byte[] bytes, int from, int to) {
        byte first = bytes[from];
        byte last = bytes[to - 1];
        before = null;
        isName = last == '.' || last == '@' || (last == '=' && state == State.DEFINITION);
        if (state == State.BEGUN) {
            begun(null);
        }
        boolean colon = first == ':' && to - from == 1;
        switch (state) {
            case PARAMETERS, SIGNATURE, RULE -> inHead(first, colon);
            case LABEL -> settle(colon ? State.START : State.INSIDE);
            case START -> atStart(first, last);
            case ANGLE_LABEL -> state = last == '>' ? State.START : state;
            default -> {
                // it neither begins nor ends anything
            }
        }
    }

    private void inHead(byte first, boolean colon) {
        parentheses += first == '(' ? 1 : first == ')' ? -1 : 0;
        if (parentheses > 0) {
            return;
        }
        if (first == ')' && state == State.PARAMETERS) {
            state = State.SIGNATURE;
        } else if (colon && state == State.SIGNATURE) {
            state = State.START;
        }
    }

    /** A comma is met here only between the conditions of a handler. */
    private void atStart(byte first, byte last) {
        if (first == ',') {
            state = State.OPERAND;
        } else {
            settle(first == '<' && last == '<' ? State.ANGLE_LABEL : State.INSIDE);
        }
    }

    private void begun(@Nullable BlockWord word) {
        if (word == BlockWord.WORK) {
            state = State.OFF;
        } else {
            open(Opened.BLOCK, State.START);
        }
    }

    private void definition(@Nullable BlockWord word) {
        hasBody = word != null && word != BlockWord.PREFIX;
        if (word == BlockWord.ROUTINE) {
            enterRoutine();
        } else if (word == BlockWord.TRIGGER) {
            state = State.TRIGGER;
        } else if (word == BlockWord.RULE) {
            state = State.RULE;
        } else if (word == BlockWord.PACKAGE) {
            open(Opened.PACKAGE, State.INSIDE);
        } else if (word != BlockWord.PREFIX) {
            state = State.OFF;
        }
    }

    private void enterRoutine() {
        state = State.PARAMETERS;
        parentheses = 0;
        hasType = false;
    }

    private void head(@Nullable BlockWord word) {
        if (word == null || parentheses > 0) {
            return;
        }
        if (word == BlockWord.AS) {
            open(Opened.DECLARATIONS, State.START);
        } else if (state == State.PARAMETERS) {
            state = word == BlockWord.ON ? State.SIGNATURE : state;
        } else {
            signature(word);
        }
    }

    private void signature(BlockWord word) {
        switch (word) {
            case BEGIN -> open(Opened.BLOCK, State.START);
            case CONTROL, FOR, REPEAT, LOOP, CASE -> start(word);
            case RETURNS -> hasType = true;
            case RETURN -> settle(hasType ? State.INSIDE : state);
            case VERB -> settle(before == BlockWord.RETURNS ? state : State.INSIDE);
            case CREATE, DO -> settle(State.INSIDE);
            case EXPRESSION -> open(Opened.EXPRESSION, state);
            case END -> closeExpression();
            default -> {
                // a characteristic of the routine
            }
        }
    }

    private void start(@Nullable BlockWord word) {
        if (word == null) {
            settle(!nesting.isEmpty() || hasBody || anonymous ? State.LABEL : State.INSIDE);
            return;
        }
        switch (word) {
            case CREATE -> state = nesting.isEmpty() ? State.DEFINITION : State.INSIDE;
            case BEGIN -> beginBlock();
            case DECLARE -> declare();
            case CONTROL, FOR, CASE -> control(State.INSIDE);
            case REPEAT, LOOP -> control(State.START);
            case UNTIL -> until();
            case END -> close();
            case ROUTINE -> routine();
            case FOLLOWS -> state = State.OPERAND;
            case THEN, FILLER -> state = State.START;
            default -> settle(State.INSIDE);
        }
    }

    private void inside(@Nullable BlockWord word) {
        settle(State.INSIDE);
        if (word == null || nesting.isEmpty()) {
            return;
        }
        switch (word) {
            case CASE, EXPRESSION -> expression();
            case END -> closeInside();
            case THEN, LOOP, DO -> state = nesting.isIn(Opened.EXPRESSION) ? State.INSIDE : State.START;
            case FOR -> state = before == BlockWord.HANDLER ? State.OPERAND : State.INSIDE;
            case AS -> state = nesting.isIn(Opened.PACKAGE) ? State.START : State.INSIDE;
            case ROUTINE -> routine();
            default -> {
                // a word like any other
            }
        }
    }

    /** In a body a block, or the end of declarations, or the last part of a package; elsewhere the next token tells. */
    private void beginBlock() {
        if (nesting.isEmpty() && !hasBody) {
            state = anonymous ? State.BEGUN : State.OFF;
        } else if (nesting.isIn(Opened.DECLARATIONS)) {
            nesting.become(Opened.BLOCK);
        } else if (!nesting.isIn(Opened.PACKAGE)) {
            open(Opened.BLOCK, State.START);
        }
    }

    private void control(State next) {
        if (nesting.isEmpty() && !hasBody && !anonymous) {
            state = State.OFF;
        } else {
            open(Opened.BLOCK, next);
        }
    }

    private void declare() {
        if (nesting.isEmpty() && anonymous) {
            open(Opened.DECLARATIONS, State.START);
        } else {
            settle(State.INSIDE);
        }
    }

    private void until() {
        nesting.become(Opened.EXPRESSION);
        settle(State.INSIDE);
    }

    private void routine() {
        if (nesting.isIn(Opened.PACKAGE) || nesting.isIn(Opened.DECLARATIONS)) {
            enterRoutine();
        } else {
            settle(State.INSIDE);
        }
    }

    private void expression() {
        if (before != BlockWord.END) {
            open(Opened.EXPRESSION, state);
        }
    }

    private void closeExpression() {
        if (nesting.isIn(Opened.EXPRESSION)) {
            nesting.close();
        }
    }

    private void closeInside() {
        closeExpression();
        settle(State.INSIDE);
    }

    private void close() {
        nesting.close();
        settle(State.INSIDE);
    }

    private void open(Opened what, State next) {
        nesting.open(what);
        state = next;
    }

    /** Goes on in this state; but where nothing is open and none of the states before a body, nothing matters any more. */
    private void settle(State next) {
        state = nesting.isEmpty() && next == State.INSIDE ? State.OFF : next;
    }
}
