package dev.lockstep.dialect;

import dev.lockstep.model.Finding;
import java.sql.SQLException;

/**
 * Something about a database that only its dialect can find out.
 *
 * @param name what is looked at, in a word: {@code rights}
 * @param look finds it out; reading only
 */
public record Inspection(String name, Look look) {
    /** The look. */
    @FunctionalInterface
    public interface Look {
        /**
         * What is found.
         *
         * @throws SQLException what the database says; where a right is missing to look, that is told instead
         */
        Finding take() throws SQLException;
    }
}
