package dev.lockstep.dialect;

import dev.lockstep.model.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the statements of a database do to a transaction, as a list of patterns of which the first that matches rules.
 *
 * <p>A pattern is a row of words, matched against the first tokens of a statement: {@code WORD} is that keyword or
 * symbol, {@code 'TEXT'} that string in any case, {@code A|B} one of several, {@code [WORD]} one that may be missing, {@code …} any number of tokens, and
 * {@code ;} at the end means that the statement ends there. The first word is never one that may be missing.
 */
public final class Effects {
    /** How many tokens of a statement a pattern can see. */
    public static final int HORIZON = 48;

    private final Map<String, List<Rule>> rulesByFirstWord;
    private final Set<String> wordsWithMore;
    private final Ruling otherwise;

    private Effects(Map<String, List<Rule>> rulesByFirstWord, Ruling otherwise) {
        this.rulesByFirstWord = rulesByFirstWord;
        this.wordsWithMore = rulesByFirstWord.entrySet().stream()
                .filter(rules -> rules.getValue().stream()
                        .anyMatch(rule -> rule.pattern().size() > 1))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        this.otherwise = otherwise;
    }

    /** How many tokens are enough to rule on a statement that begins with this word, in upper case. */
    public int horizon(String firstWord) {
        return wordsWithMore.contains(firstWord) ? HORIZON : 1;
    }

    /** The effect of a statement that begins with these tokens; {@link #horizon} of them are enough. */
    public Ruling of(List<Token> head) {
        if (head.isEmpty()) {
            return otherwise;
        }
        for (Rule rule : rulesByFirstWord.getOrDefault(head.get(0).upperCase(), List.of())) {
            if (matches(rule.pattern(), 1, head, 1)) {
                return rule.ruling();
            }
        }
        return otherwise;
    }

    private static boolean matches(List<Word> pattern, int at, List<Token> head, int token) {
        if (at == pattern.size()) {
            return true;
        }
        Word word = pattern.get(at);
        return switch (word.presence()) {
            case GAP -> matchesLater(pattern, at + 1, head, token);
            case END -> token == head.size();
            case OPTIONAL -> matchesHere(word, pattern, at, head, token) || matches(pattern, at + 1, head, token);
            case REQUIRED -> matchesHere(word, pattern, at, head, token);
        };
    }

    private static boolean matchesHere(Word word, List<Word> pattern, int at, List<Token> head, int token) {
        return token < head.size() && word.fits(head.get(token)) && matches(pattern, at + 1, head, token + 1);
    }

    private static boolean matchesLater(List<Word> pattern, int at, List<Token> head, int token) {
        for (int later = token; later <= head.size(); later++) {
            if (matches(pattern, at, head, later)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What holds for a statement.
     *
     * @param effect its effect
     * @param reason why it cannot be rolled back, or why it is refused, as a sentence; empty unless it is one of both
     * @param check a query that is asked before each commit that comes after the statement, since the database looks away
     *     from then on: what it finds, in its first column, must not be committed; empty if there is nothing to ask
     * @param waiting how long it waits for what others have locked
     */
    public record Ruling(Effect effect, String reason, String check, Waiting waiting) {
        /** What holds for a statement after which nothing has to be asked, and which gives way to others. */
        public Ruling(Effect effect, String reason) {
            this(effect, reason, "", Waiting.BRIEF);
        }
    }

    /** How long a statement waits for what others have locked. */
    public enum Waiting {
        /** Everybody else would queue behind it, as behind a change of a definition: it gives up soon, and comes back. */
        BRIEF,
        /** As long as it takes: it stands in nobody's way while it waits, as a change of rows, or would leave a ruin. */
        PATIENT,
        /** It says by itself how long those after it wait. */
        CHOSEN
    }

    private record Rule(List<Word> pattern, Ruling ruling) {}

    private enum Presence {
        REQUIRED,
        OPTIONAL,
        GAP,
        END
    }

    private record Word(Presence presence, List<String> alternatives) {
        static Word of(String written) {
            if (written.equals("…")) {
                return new Word(Presence.GAP, List.of());
            }
            if (written.equals(";")) {
                return new Word(Presence.END, List.of());
            }
            boolean optional = written.startsWith("[") && written.endsWith("]");
            String words = optional ? written.substring(1, written.length() - 1) : written;
            return new Word(optional ? Presence.OPTIONAL : Presence.REQUIRED, List.of(words.split("\\|")));
        }

        boolean fits(Token token) {
            for (String alternative : alternatives) {
                if (token.is(alternative)
                        || (alternative.length() == 1 && token.isSymbol(alternative.charAt(0)))
                        || (alternative.startsWith("'") && token.upperCase().equals(alternative))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Rules in the making: the first that matches will rule. */
    public static Builder rules() {
        return new Builder();
    }

    /** Collects the rules, in order. */
    public static final class Builder {
        private final Map<String, List<Rule>> rules = new HashMap<>();

        private Builder() {}

        /** Statements of these patterns have this effect, which is not {@link Effect#BARE}. */
        public Builder rule(Effect effect, String... patterns) {
            return add(new Ruling(effect, ""), patterns);
        }

        /** Statements of these patterns have this effect, and make this query necessary before each commit. */
        public Builder checked(Effect effect, String query, String... patterns) {
            return add(new Ruling(effect, "", query, Waiting.BRIEF), patterns);
        }

        /** Statements of these patterns can be rolled back, and lock no definition: rows at most. */
        public Builder rows(String... patterns) {
            return add(new Ruling(Effect.TRANSACTIONAL, "", "", Waiting.PATIENT), patterns);
        }

        /** Statements of these patterns have this effect, and say how long those after them wait for others. */
        public Builder choosing(Effect effect, String... patterns) {
            return add(new Ruling(effect, "", "", Waiting.CHOSEN), patterns);
        }

        /** Statements of these patterns cannot be rolled back, for this reason. */
        public Builder bare(String reason, String... patterns) {
            return add(new Ruling(Effect.BARE, reason), patterns);
        }

        /** The same of statements that wait for all others, and leave a ruin if they give up. */
        public Builder patient(String reason, String... patterns) {
            return add(new Ruling(Effect.BARE, reason, "", Waiting.PATIENT), patterns);
        }

        /** Statements of these patterns can be part of no script, for this reason. */
        public Builder refused(String reason, String... patterns) {
            return add(new Ruling(Effect.ROLLBACK, reason), patterns);
        }

        private Builder add(Ruling ruling, String... patterns) {
            for (String written : patterns) {
                List<Word> pattern =
                        Arrays.stream(written.split(" ")).map(Word::of).toList();
                for (String first : pattern.get(0).alternatives()) {
                    rules.computeIfAbsent(first, word -> new ArrayList<>()).add(new Rule(pattern, ruling));
                }
            }
            return this;
        }

        /** All other statements can be rolled back. */
        public Effects otherwiseTransactional() {
            return new Effects(rules, new Ruling(Effect.TRANSACTIONAL, ""));
        }

        /** No other statement can be rolled back, for this reason. */
        public Effects otherwiseBare(String reason) {
            return new Effects(rules, new Ruling(Effect.BARE, reason));
        }
    }
}
