package dev.lockstep.cli.config;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A setting as it was written somewhere other than on the command line.
 *
 * @param texts what was written, more than one for a list
 * @param origin where, in words
 * @param place where in a file, if it was one; without the line's text, which may be a secret
 */
record SettingValue(List<String> texts, String origin, Optional<Place> place) {
    /** Copies the list. */
    SettingValue {
        texts = List.copyOf(texts);
    }

    static SettingValue of(String text, String origin) {
        return new SettingValue(List.of(text), origin, Optional.empty());
    }

    /** The only text. */
    String text() {
        if (texts.size() != 1) {
            throw wrong("one value is needed, not " + texts.size(), "write it as NAME: VALUE");
        }
        return texts.get(0);
    }

    /** The exception for a value that cannot be used. */
    ConfigurationException wrong(String why, String remedy) {
        return new ConfigurationException(new Problem(origin + ": " + why, place, Optional.of(remedy)));
    }
}
