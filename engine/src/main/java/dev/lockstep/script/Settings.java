package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.Rule;
import dev.lockstep.dialect.Lexicon.Setting;
import dev.lockstep.dialect.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows what a script's SET statements do to the rules of writing, and to the variables in which dumps keep the old
 * value of the setting.
 */
final class Settings {
    /** Where the arguments of a function stand behind its name. */
    private static final int NAME = 2;

    private static final int VALUE = 4;

    private static final int IS_LOCAL = 6;

    private final Lexicon lexicon;
    private final Map<String, Set<String>> variables = new HashMap<>();
    private Set<String> words;

    /** What the setting comes to when the transaction ends. */
    private Set<String> behind;

    Settings(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.words = lexicon.setting().map(Setting::initially).orElse(Set.of());
        this.behind = words;
    }

    /** The rules that hold where a script begins. */
    Set<Rule> anew() {
        become(lexicon.setting().map(Setting::initially).orElse(Set.of()), false);
        variables.clear();
        return lexicon.rulesUnder(words);
    }

    private void become(Set<String> value, boolean isLocal) {
        words = value;
        behind = isLocal ? behind : value;
    }

    /** The rules that hold behind a SET or RESET statement, or one that ends a transaction or goes back in it. */
    Set<Rule> after(List<Token> statement) {
        List<Token> rest = statement.subList(1, statement.size());
        lexicon.setting().ifPresent(setting -> {
            if (statement.get(0).is("RESET")) {
                reset(setting, rest);
            } else if (statement.get(0).is("SET")) {
                parts(rest).forEach(part -> assign(setting, part));
            } else if (rest.stream().noneMatch(word -> word.is("TO"))) {
                words = behind;
            }
        });
        return lexicon.rulesUnder(words);
    }

    /** The rules that hold behind a query, which may set the setting by a function: {@code f('name', 'value', ...)}. */
    Set<Rule> afterQuery(List<Token> statement) {
        lexicon.setting().ifPresent(setting -> {
            for (int i = 0; i + VALUE < statement.size(); i++) {
                if (statement.get(i).is(setting.function())
                        && statement.get(i + 1).isSymbol('(')
                        && unquoted(statement.get(i + NAME)).equalsIgnoreCase(setting.variable())) {
                    boolean isLocal = i + IS_LOCAL < statement.size()
                            && unquoted(statement.get(i + IS_LOCAL))
                                    .toLowerCase(Locale.ROOT)
                                    .startsWith("t");
                    become(Setting.words(unquoted(statement.get(i + VALUE))), isLocal);
                }
            }
        });
        return lexicon.rulesUnder(words);
    }

    private void reset(Setting setting, List<Token> names) {
        if (names.stream().anyMatch(name -> name.is(setting.variable()) || name.is("ALL"))) {
            become(setting.initially(), false);
        }
    }

    /** The assignments, which commas separate where no parenthesis is open. */
    private static List<List<Token>> parts(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        int from = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0 && token.isSymbol(',')) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        parts.add(tokens.subList(from, tokens.size()));
        return parts;
    }

    /** {@code [SESSION] name = value}, {@code @@session.name = value}, {@code name TO value}, {@code @variable := value}. */
    private void assign(Setting setting, List<Token> assignment) {
        int equals = 0;
        while (equals < assignment.size()
                && !assignment.get(equals).isSymbol('=')
                && !assignment.get(equals).is("TO")) {
            equals++;
        }
        if (equals == assignment.size()) {
            return;
        }
        String target = target(assignment.subList(0, equals));
        Set<String> value = value(setting, assignment.subList(equals + 1, assignment.size()));
        if (target.equals(setting.variable()) || target.equals("@@" + setting.variable())) {
            become(value, assignment.get(0).is(setting.local()));
        } else if (target.startsWith("@")) {
            variables.put(target, value);
        }
    }

    /** The name of what is set, without the words that say: in this session. */
    private static String target(List<Token> tokens) {
        StringBuilder target = new StringBuilder();
        for (Token token : tokens) {
            if (!token.is("SESSION") && !token.is("LOCAL") && !token.isSymbol('.') && !token.isSymbol(':')) {
                target.append(token.text().toUpperCase(Locale.ROOT));
            }
        }
        return target.toString();
    }

    /** The words that an expression comes to: those of its strings, and of what the variables in it have kept. */
    private Set<String> value(Setting setting, List<Token> expression) {
        if (expression.size() == 1 && expression.get(0).is("DEFAULT")) {
            return setting.initially();
        }
        Set<String> kept = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        boolean takesAway = false;
        for (int i = 0; i < expression.size(); i++) {
            Token token = expression.get(i);
            takesAway |= token.is("REPLACE");
            if (token.is(setting.variable())) {
                kept.addAll(words);
            } else if (i > 0 && expression.get(i - 1).isSymbol('@')) {
                kept.addAll(variables.getOrDefault("@" + token.text().toUpperCase(Locale.ROOT), Set.of()));
            } else if (token.kind() != Token.Kind.SYMBOL) {
                named.addAll(Setting.words(unquoted(token)));
            }
        }
        if (takesAway) {
            kept.removeAll(named);
        } else {
            kept.addAll(named);
        }
        return kept;
    }

    private static String unquoted(Token token) {
        String text = token.text();
        return token.kind() == Token.Kind.WORD
                ? text
                : text.substring(text.indexOf('\'') + 1).replaceAll("['\"`]", "");
    }
}
