package dev.lockstep.script;

import dev.lockstep.model.Place;
import dev.lockstep.model.Script;

/**
 * A spot in the script.
 *
 * @param offset in bytes
 * @param line from 1
 * @param column from 1, in characters
 * @param lineStart the offset at which the line begins
 */
record Spot(long offset, int line, int column, long lineStart) {
    /** How many characters an excerpt shows on either side of the place. */
    static final int EXCERPT = 60;

    /** The place, with an excerpt of the line from what is in the window. */
    Place place(Script script, Window window) {
        int here = window.index(offset);
        int from = here;
        int first = (int) Math.max(0, lineStart - window.base());
        int caret = 0;
        while (from > first && caret < EXCERPT) {
            from--;
            caret += Utf8.isContinuation(window.bytes[from]) ? 0 : 1;
        }
        String excerpt = window.text(window.base() + from, window.base() + end(window, here));
        return new Place(script.name(), line, column, excerpt, caret);
    }

    private static int end(Window window, int here) {
        int characters = 0;
        int to = here;
        while (to < window.limit && window.bytes[to] != '\n' && window.bytes[to] != '\r') {
            characters += Utf8.isContinuation(window.bytes[to]) ? 0 : 1;
            if (characters > EXCERPT) {
                break;
            }
            to++;
        }
        return to;
    }
}
