package dev.lockstep.script;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is open inside a statement, the innermost last. */
final class Nesting {
    /** What can be open. */
    enum Opened {
        /** Statements up to END. */
        BLOCK,
        /** An expression up to END. */
        EXPRESSION,
        /** Declarations up to BEGIN. */
        DECLARATIONS,
        /** Routines up to END. */
        PACKAGE
    }

    private @Nullable Opened[] opened = new Opened[16];
    private int depth;

    void clear() {
        depth = 0;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    boolean isIn(Opened innermost) {
        return depth > 0 && opened[depth - 1] == innermost;
    }

    void open(Opened what) {
        if (depth == opened.length) {
            opened = Arrays.copyOf(opened, 2 * depth);
        }
        opened[depth++] = what;
    }

    /** What was open goes on as something else. */
    void become(Opened what) {
        if (depth > 0) {
            opened[depth - 1] = what;
        }
    }

    void close() {
        depth = Math.max(0, depth - 1);
    }
}
