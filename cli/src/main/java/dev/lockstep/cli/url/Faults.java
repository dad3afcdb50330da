package dev.lockstep.cli.url;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;

/**
 * Says what is wrong with a URL by naming the part. The text of the part is not repeated: where a password is not
 * encoded, any part of the URL may be a piece of it.
 *
 * @param origin where the URL comes from, for example {@code --url}
 */
record Faults(String origin) {

    /** The exception for a URL of which one part is wrong. */
    ConfigurationException in(String part, String why, String remedy) {
        return new ConfigurationException(
                Problem.of("the database URL (from " + origin + ") is wrong in its " + part + ": " + why, remedy));
    }
}
