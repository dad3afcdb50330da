package dev.lockstep.cli.output;

import dev.lockstep.cli.config.ColorMode;
import java.util.Map;

/**
 * The few colours that are used, or none.
 *
 * @param isColored whether there are any
 */
public record Palette(boolean isColored) {
    private static final String ESCAPE = "\u001b[";
    private static final String RESET = ESCAPE + "0m";

    /** The colours for a stream. NO_COLOR switches them off unless they are asked for by name. */
    public static Palette of(ColorMode mode, boolean isTerminal, Map<String, String> variables) {
        boolean isWanted = variables.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(variables.get("TERM"));
        return new Palette(mode == ColorMode.ALWAYS || (mode == ColorMode.AUTO && isTerminal && isWanted));
    }

    String good(String text) {
        return paint("32", text);
    }

    String pending(String text) {
        return paint("33", text);
    }

    String bad(String text) {
        return paint("1;31", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return isColored && !text.isEmpty() ? ESCAPE + code + "m" + text + RESET : text;
    }
}
