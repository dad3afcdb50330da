package dev.lockstep.dialect;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an error of the database means.
 *
 * @param trouble its kind
 * @param position the place in the statement's text at which the database points, as an index
 *     into that string
 * @param remedy what mends it, if that is known: for a missing right the GRANT
 */
public record Diagnosis(Trouble trouble, OptionalInt position, Optional<String> remedy) {

    /** The kinds of error that the engine treats differently. */
    public enum Trouble {
        /** The statement failed, and the session lives. */
        STATEMENT,
        /** The session is gone: what was in flight is not known. */
        CONNECTION,
        /** A right is missing. */
        DENIED,
        /** A row with this key exists already. */
        DUPLICATE,
        /** Somebody else holds what is needed, for the moment. */
        BUSY
    }

    /** An error of this kind, of which no more is known. */
    public static Diagnosis of(Trouble trouble) {
        return new Diagnosis(trouble, OptionalInt.empty(), Optional.empty());
    }
}
