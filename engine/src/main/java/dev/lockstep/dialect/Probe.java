package dev.lockstep.dialect;

import java.util.Map;

/** What can be seen of the objects that a bare statement changes. */
public sealed interface Probe {
    /**
     * A fingerprint of each object, by its name; absence has a fingerprint too. After the statement every one differs.
     *
     * @param objects fingerprints by object, short strings without line breaks or tabs
     */
    record Seen(Map<String, String> objects) implements Probe {
        /** Copies the map. */
        public Seen {
            objects = Map.copyOf(objects);
        }
    }

    /** The statement may be executed any number of times with the same result as once. */
    record Repeatable() implements Probe {}

    /**
     * Nothing that can be read tells whether the statement took effect.
     *
     * @param reason why, as a clause: "a procedure may change anything"
     */
    record Blind(String reason) implements Probe {}
}
