package dev.lockstep.script;

import java.io.IOException;

/** Is told of the line comments of a script, since some of them speak to Lockstep. */
@FunctionalInterface
interface CommentListener {
    /** For whom all comments are alike. */
    CommentListener NONE = (from, to) -> {};

    /** A line comment stands between these offsets, its marks included. */
    void comment(long from, long to) throws IOException;
}
