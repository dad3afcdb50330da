package dev.lockstep.dialects;

import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.DatabaseSession.Activity;
import dev.lockstep.model.DatabaseSession.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells of its sessions. Of those of other users it tells neither state nor statement, unless the reader has
 * the role {@code pg_read_all_stats}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW">pg_stat_activity</a>
 * @see <a href="https://www.postgresql.org/docs/current/functions-info.html">pg_blocking_pids</a>
 */
final class PostgreSqlSessions {
    private static final String READ = """
            SELECT a.pid, COALESCE(a.usename, ''), COALESCE(host(a.client_addr), 'local'), a.application_name, a.state,
                left(btrim(a.query), 500), array_to_string(pg_blocking_pids(a.pid), ','),
                EXTRACT(EPOCH FROM CASE WHEN a.state LIKE 'idle in transaction%%' THEN a.xact_start
                    WHEN a.state = 'active' THEN a.query_start ELSE a.state_change END)
            FROM pg_catalog.pg_stat_activity a WHERE %s ORDER BY a.backend_start, a.pid""";

    /**
     * @see <a href="https://www.postgresql.org/docs/current/progress-reporting.html">Progress Reporting</a>
     */
    private static final String PROGRESS = """
            SELECT pid, phase, COALESCE(100.0 * blocks_done / NULLIF(blocks_total, 0),
                    100.0 * tuples_done / NULLIF(tuples_total, 0), 100.0 * lockers_done / NULLIF(lockers_total, 0))
                FROM pg_catalog.pg_stat_progress_create_index
            UNION ALL SELECT pid, 'vacuum: ' || phase, 100.0 * heap_blks_scanned / NULLIF(heap_blks_total, 0)
                FROM pg_catalog.pg_stat_progress_vacuum
            UNION ALL SELECT pid, 'rewriting: ' || phase, 100.0 * heap_blks_scanned / NULLIF(heap_blks_total, 0)
                FROM pg_catalog.pg_stat_progress_cluster""";

    private static final int FIRST_WITH_COPY = 14;
    private static final String COPY_PROGRESS = """

            UNION ALL SELECT pid, 'copying: ' || tuples_processed || ' rows', 100.0 * bytes_processed / NULLIF(bytes_total, 0)
                FROM pg_catalog.pg_stat_progress_copy""";

    private final Connection connection;

    PostgreSqlSessions(Connection connection) {
        this.connection = connection;
    }

    /** The session with this number, with how far it is and who is in its way. */
    Optional<DatabaseSession> of(String pid) throws SQLException {
        return where("a.pid = ?", Long.parseLong(pid)).stream().findFirst();
    }

    /** The sessions for which the condition on {@code a}, with these values, holds. */
    List<DatabaseSession> where(String condition, long... values) throws SQLException {
        List<DatabaseSession> sessions = new ArrayList<>();
        for (Row row : read(condition, values)) {
            sessions.add(row.session.blockedBy(blockers(row.blockers)).at(progress(row.session)));
        }
        return sessions;
    }

    private record Row(DatabaseSession session, String blockers) {}

    private List<DatabaseSession> blockers(String pids) throws SQLException {
        return pids.isEmpty()
                ? List.of()
                : read("a.pid IN (" + pids + ")").stream().map(Row::session).toList();
    }

    private List<Row> read(String condition, long... values) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(READ.formatted(condition))) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row(row));
                }
            }
        }
        return rows;
    }

    private static Row row(ResultSet row) throws SQLException {
        @Nullable String state = row.getString(5);
        String blockers = text(row.getString(7));
        double since = row.getDouble(8);
        Optional<Instant> at =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli((long) (since * 1000)));
        DatabaseSession session = new DatabaseSession(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                text(row.getString(4)),
                activity(state, !blockers.isEmpty()),
                state == null ? "" : text(row.getString(6)),
                at,
                Optional.empty(),
                List.of());
        return new Row(session, blockers);
    }

    private static String text(@Nullable String found) {
        return found == null ? "" : found;
    }

    private static Activity activity(@Nullable String state, boolean isBlocked) {
        if (isBlocked) {
            return Activity.BLOCKED;
        }
        if (state == null || state.equals("disabled")) {
            return Activity.UNKNOWN;
        }
        if (state.startsWith("idle in transaction")) {
            return Activity.IDLE_IN_TRANSACTION;
        }
        return state.equals("idle") ? Activity.IDLE : Activity.EXECUTING;
    }

    private Optional<Progress> progress(DatabaseSession session) throws SQLException {
        if (session.activity() != Activity.EXECUTING && session.activity() != Activity.BLOCKED) {
            return Optional.empty();
        }
        boolean hasCopy = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_COPY;
        String sql = "SELECT p.phase, CAST(p.percent AS double precision) FROM (" + PROGRESS
                + (hasCopy ? COPY_PROGRESS : "") + ") p (pid, phase, percent) WHERE p.pid = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Long.parseLong(session.id()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(progress(row)) : Optional.empty();
            }
        }
    }

    private static Progress progress(ResultSet row) throws SQLException {
        double percent = row.getDouble(2);
        return new Progress(row.getString(1), row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(percent));
    }
}
