package dev.lockstep.source;

import dev.lockstep.dialect.Surroundings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How scripts write placeholders, and what stands for them. They are replaced in each statement by itself, after the
 * script was cut into statements, so that no value can change where a statement ends; checksums are taken before.
 */
public interface Substitution {
    /** <code>${name}</code> for what the user sets; as long as nothing is set, such text is left as it is. */
    Substitution OWN = new Substitution() {
        private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

        @Override
        public Pattern pattern() {
            return PLACEHOLDER;
        }

        @Override
        public Optional<String> value(MatchResult placeholder, Facts facts) {
            return facts.given().isEmpty()
                    ? Optional.of(placeholder.group())
                    : Optional.ofNullable(facts.given().get(placeholder.group(1)));
        }
    };

    /** What a placeholder looks like; its first group is the name that messages show. */
    Pattern pattern();

    /**
     * What stands for a placeholder: its own text, if it is to be left as it is; empty if it is not known, which is an
     * error.
     */
    Optional<String> value(MatchResult placeholder, Facts facts);

    /**
     * What a value may depend on.
     *
     * @param given what the user set, by name
     * @param script the name of the script
     * @param session where the session stands; empty if files are looked at without a database
     * @param start when the run began
     */
    record Facts(Map<String, String> given, String script, Optional<Surroundings> session, Instant start) {
        /** The same in a script. */
        public Facts in(String name) {
            return new Facts(given, name, session, start);
        }
    }
}
