package dev.lockstep.cli.output;

import java.util.Locale;

/** How the values of enumerations are written. */
final class Words {
    private Words() {}

    /** In lower case, with a hyphen between words: {@code out-of-order}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
