package dev.lockstep.dialect;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a database writes SQL, as data: what the one scanner needs to know to find where tokens and statements end.
 *
 * @param rules how strings, names and comments are written
 * @param blocks the words by which statements that hold other statements are known; empty where there are none
 * @param client what scripts for the database's own client may hold that is not SQL
 * @param setting the setting by which a script changes the rules while it runs, if there is one
 */
public record Lexicon(Set<Rule> rules, Map<String, BlockWord> blocks, Client client, Optional<Setting> setting) {
    /** Copies the collections. */
    public Lexicon {
        rules = Set.copyOf(rules);
        blocks = Map.copyOf(blocks);
    }

    /** The same lexicon for a session in which the {@link #setting()} has this value, as the server tells it. */
    public Lexicon under(String value) {
        return new Lexicon(rules, blocks, client, setting.map(known -> known.startingFrom(value)));
    }

    /** The rules that hold while the setting names these words, in upper case. */
    public Set<Rule> rulesUnder(Set<String> words) {
        Set<Rule> result = EnumSet.noneOf(Rule.class);
        result.addAll(rules);
        setting.ifPresent(known -> {
            result.addAll(known.turnsOff().values());
            words.forEach(word -> result.remove(known.turnsOff().get(word)));
        });
        return result;
    }

    /** One rule of writing. */
    public enum Rule {
        /** A backslash in a string takes the next character with it. */
        BACKSLASH_ESCAPES,
        /** {@code "..."} is a string, not a name. */
        DOUBLE_QUOTED_STRINGS,
        /** {@code `...`} is a name. */
        BACKTICK_NAMES,
        /** {@code [...]} is a name. */
        BRACKET_NAMES,
        /** {@code $tag$...$tag$} is a string. */
        DOLLAR_QUOTES,
        /** {@code E''} has backslash escapes, {@code B''}, {@code X''}, {@code U&''} have none; strings go on in the next line. */
        STRING_PREFIXES,
        /** Block comments nest. */
        NESTED_COMMENTS,
        /** {@code #} begins a comment. */
        HASH_COMMENTS,
        /** {@code #} begins a comment at the start of a line between statements. */
        HASH_LINES,
        /** Inside a statement, {@code --} begins a comment only before a blank. */
        DASHES_NEED_BLANK,
        /** The database ends a line comment at a line feed alone, and reads on over a lone carriage return. */
        LINE_FEED_ENDS_COMMENT,
        /** What stands in {@code /*!} or {@code /*M!} comments is code. */
        EXECUTABLE_COMMENTS,
        /** {@code COPY ... FROM STDIN;} is followed by lines of data, up to a line {@code \.}. */
        COPY_DATA,
        /** A {@code BEGIN} that no semicolon follows, and other control statements, may stand outside a routine. */
        ANONYMOUS_BLOCKS
    }

    /** What a word does to the nesting of statements inside a statement; the words themselves are the dialect's. */
    public enum BlockWord {
        /** Begins a definition: {@code CREATE}. */
        CREATE,
        /** Stands between {@link #CREATE} and the kind of what is defined. */
        PREFIX,
        /** A kind whose body follows its parameters in parentheses, or an {@link #ON}. */
        ROUTINE,
        /** A kind whose body follows {@link #BODY} or {@link #DO}. */
        TRIGGER,
        /** A kind that holds routines up to its {@link #END}. */
        PACKAGE,
        /** A kind with a list of statements in parentheses. */
        RULE,
        /** Ends the part of a routine's head in which no body can begin. */
        ON,
        /** Ends the head of a trigger: the body follows. */
        BODY,
        /** Begins the declarations of a routine, which {@link #BEGIN} ends: {@code AS}. */
        AS,
        /** Tells a function's type, so that a {@link #RETURN} behind it is its body. */
        RETURNS,
        /** Is the body of a function, or tells its type where there is no {@link #RETURNS}. */
        RETURN,
        /** Begins a statement without a block as the body of a routine. */
        VERB,
        /** Opens a block at the start of a statement. */
        BEGIN,
        /** After {@link #BEGIN}: a transaction, not a block. */
        WORK,
        /** Begins declarations outside a routine. */
        DECLARE,
        /** Opens a block at the start of a statement: {@code IF}, {@code WHILE}. */
        CONTROL,
        /** Opens a block at the start of a statement; after {@link #HANDLER} conditions follow, then a statement. */
        FOR,
        /** Opens a block at the start of a statement, and a statement follows at once. */
        REPEAT,
        /** Like {@link #REPEAT}; elsewhere a statement follows. */
        LOOP,
        /** Opens a block at the start of a statement, elsewhere an expression that {@link #END} ends. */
        CASE,
        /** Opens an expression that {@link #END} ends: {@code CASE} where it is no statement. */
        EXPRESSION,
        /** Ends the statements of {@link #REPEAT}: a condition follows. */
        UNTIL,
        /** A statement follows, unless in a {@link #CASE} expression: {@code THEN}, {@code ELSE}. */
        THEN,
        /** A statement follows, unless at the start of a statement. */
        DO,
        /** Tells that the next {@link #FOR} is followed by conditions. */
        HANDLER,
        /** One name stands between this and the statement: {@code FOLLOWS}. */
        FOLLOWS,
        /** Changes nothing where it stands: {@code NOT}. */
        FILLER,
        /** Closes a block at the start of a statement, and an expression anywhere. */
        END
    }

    /**
     * What the database's own client understands by itself.
     *
     * @param name the client, as it is named in messages
     * @param prefix the character that begins a command of the client; a space if there is none
     * @param ignored commands with the prefix that change nothing here, and are passed over
     * @param terminators commands with the prefix that end a statement
     * @param literals what looks like a command with the prefix and is SQL
     * @param commands commands without a prefix, in upper case
     * @param lines first words, in upper case, of statements that the client ends with their line
     * @param delimiter the command without a prefix that sets the delimiter, in upper case; empty if there is none
     */
    public record Client(
            String name,
            char prefix,
            Set<String> ignored,
            Set<String> terminators,
            Set<String> literals,
            Set<String> commands,
            Set<String> lines,
            String delimiter) {
        /** Copies the sets. */
        public Client {
            ignored = Set.copyOf(ignored);
            terminators = Set.copyOf(terminators);
            literals = Set.copyOf(literals);
            commands = Set.copyOf(commands);
            lines = Set.copyOf(lines);
        }
    }

    /**
     * A setting of the session whose value is a list of words.
     *
     * @param variable its name, in upper case
     * @param function the function that sets it in a query, with its name and value as strings, in upper case; empty if
     *     there is none
     * @param local the word, in upper case, with which it is set for the rest of a transaction alone; empty if there is none
     * @param turnsOff the words, in upper case, each of which turns a rule off; without them the rule holds
     * @param initially the words of its value when a script begins
     */
    public record Setting(
            String variable, String function, String local, Map<String, Rule> turnsOff, Set<String> initially) {
        /** Copies the collections. */
        public Setting {
            turnsOff = Map.copyOf(turnsOff);
            initially = Set.copyOf(initially);
        }

        Setting startingFrom(String value) {
            return new Setting(variable, function, local, turnsOff, words(value));
        }

        /** The words of a value, in upper case. */
        public static Set<String> words(String value) {
            Set<String> words =
                    new TreeSet<>(List.of(value.toUpperCase(Locale.ROOT).split("[,\\s]+")));
            words.remove("");
            return words;
        }
    }
}
