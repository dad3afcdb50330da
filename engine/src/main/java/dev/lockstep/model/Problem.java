package dev.lockstep.model;

import java.util.Optional;

/**
 * Something that stands in the way, told to the person who has to mend it.
 *
 * @param what what happened, as a sentence
 * @param where the place in a script, if there is one
 * @param remedy what mends it, in most cases a command
 */
public record Problem(String what, Optional<Place> where, Optional<String> remedy) {
    /** A problem without a place. */
    public static Problem of(String what, String remedy) {
        return new Problem(what, Optional.empty(), Optional.of(remedy));
    }

    /** A problem at a place. */
    public static Problem at(Place where, String what, String remedy) {
        return new Problem(what, Optional.of(where), Optional.of(remedy));
    }

    /** The whole problem over several lines: what, where with the source line and a caret, and the remedy. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(what);
        where.ifPresent(place -> text.append("\n  at ").append(place).append(excerpt(place)));
        remedy.ifPresent(line -> text.append("\n  to mend it: ").append(line));
        return text.toString();
    }

    private static String excerpt(Place place) {
        if (place.excerpt().isEmpty()) {
            return "";
        }
        String gutter = "    " + place.line() + " | ";
        String margin = " ".repeat(gutter.length() - 2) + "| ";
        return "\n" + gutter + place.excerpt() + "\n" + margin + caret(place);
    }

    /** Tabs are kept, so that the caret stands under its character whatever the width of a tab. */
    private static String caret(Place place) {
        StringBuilder blanks = new StringBuilder();
        place.excerpt().codePoints().limit(place.caret()).forEach(c -> blanks.append(c == '\t' ? '\t' : ' '));
        return blanks.append('^').toString();
    }
}
