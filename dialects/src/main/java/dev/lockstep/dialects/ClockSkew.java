package dev.lockstep.dialects;

import dev.lockstep.model.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** How far the server's clock and this one are apart. The history holds this one's times, and locks and waits need none. */
final class ClockSkew {
    private static final Duration MUCH = Duration.ofSeconds(10);

    private ClockSkew() {}

    /**
     * Compares the clocks; the server's is taken to have been read in the middle of the round trip.
     *
     * @param query asks for the server's time, in seconds since 1970
     */
    static Finding look(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long before = System.currentTimeMillis();
            try (ResultSet row = statement.executeQuery(query)) {
                long after = System.currentTimeMillis();
                row.next();
                return finding(Math.round(row.getDouble(1) * 1000) - (before + after) / 2);
            }
        }
    }

    /** What is to be said of a server's clock that is so many milliseconds before this one. */
    static Finding finding(long millis) {
        Duration skew = Duration.ofMillis(millis);
        if (skew.abs().compareTo(MUCH) < 0) {
            return Finding.ok("the server's agrees with this machine's");
        }
        return Finding.warning(
                "the server's is " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                        + " this machine's, which the history's times come from",
                "set the clocks by NTP (timedatectl set-ntp true)");
    }
}
