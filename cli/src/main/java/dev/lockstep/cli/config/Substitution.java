package dev.lockstep.cli.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${VAR}</code> and <code>${VAR:-default}</code> in a value of the configuration file; two dollar signs
 * before the brace are one that is meant literally.
 */
record Substitution(Variables variables) {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(\\$\\{)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    SettingValue fill(SettingValue value) {
        return new SettingValue(
                value.texts().stream().map(text -> fill(text, value)).toList(), value.origin(), value.place());
    }

    private String fill(String text, SettingValue value) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found, value)));
    }

    private String replacement(java.util.regex.MatchResult found, SettingValue value) {
        if (found.group(1) != null) {
            return found.group(1);
        }
        String name = found.group(2);
        return variables.variable(name).map(SettingValue::text).orElseGet(() -> {
            if (found.group(3) == null) {
                throw value.wrong(
                        "the variable " + name + " is not set", "set it, or give a default: ${" + name + ":-DEFAULT}");
            }
            return found.group(3);
        });
    }
}
