package dev.lockstep.history;

import dev.lockstep.dialect.Surroundings;
import dev.lockstep.dialect.Traits;
import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.HistoryEntry.Stamp;
import dev.lockstep.history.HistoryEntry.State;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.Kind;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The history table, always named in full, so that it is found whatever a script does to the session's defaults. This
 * class holds the only SQL that touches it; none of its methods begins or ends a transaction.
 */
public final class History {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final int SECONDS_LENGTH = "yyyy-MM-dd HH:mm:ss".length();

    private static final int BATCH = 100;

    private final Connection connection;
    private final Traits traits;
    private final Surroundings surroundings;
    private final String table;

    /** The history on a connection. */
    public History(Connection connection, Traits traits, Surroundings surroundings) {
        this(connection, traits, surroundings, surroundings.table());
    }

    private History(Connection connection, Traits traits, Surroundings surroundings, String name) {
        this.connection = connection;
        this.traits = traits;
        this.surroundings = surroundings;
        this.table = traits.quote(surroundings.schema()) + "." + traits.quote(name);
    }

    /** Creates the table, which must not be there. */
    public void create() throws SQLException {
        Traits.HistoryTypes types = traits.types();
        execute("CREATE TABLE " + table + " ("
                + "id BIGINT NOT NULL PRIMARY KEY, "
                + "version " + types.shortText() + ", "
                + "description " + types.shortText() + " NOT NULL, "
                + "kind " + types.shortText() + " NOT NULL, "
                + "action " + types.shortText() + " NOT NULL, "
                + "script " + types.longText() + " NOT NULL, "
                + "checksum " + types.shortText() + ", "
                + "raw_checksum " + types.shortText() + ", "
                + "down_script " + types.longText() + ", "
                + "dirty BOOLEAN NOT NULL, "
                + "statements_total INTEGER NOT NULL, "
                + "statements_done INTEGER NOT NULL, "
                + "progress " + types.longText() + ", "
                + "error " + types.longText() + ", "
                + "applied_by " + types.shortText() + " NOT NULL, "
                + "applied_at " + types.timestamp() + " NOT NULL, "
                + "duration_ms BIGINT NOT NULL, "
                + "tool_version " + types.shortText() + " NOT NULL)" + types.options());
    }

    /** A new table beside this one, whose rows wait for {@link #publish}; one that a kill has left there is dropped. */
    public History draft() throws SQLException {
        History draft = new History(connection, traits, surroundings, surroundings.table() + "_draft");
        execute("DROP TABLE IF EXISTS " + draft.table);
        draft.create();
        return draft;
    }

    /** Gives the draft the name of this table, which must not be there. */
    public void publish(History draft) throws SQLException {
        execute("ALTER TABLE " + draft.table + " RENAME TO " + table);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * All rows in the order of their ids, without the texts of the down scripts: one round trip.
     *
     * @param order gives each version what it is sorted by
     */
    public List<HistoryEntry> read(UnaryOperator<Version> order) throws SQLException {
        return rows("", order);
    }

    /**
     * The newest row of a step that began and did not end, without its down script.
     *
     * @param order gives each version what it is sorted by
     */
    public Optional<HistoryEntry> newestDirty(UnaryOperator<Version> order) throws SQLException {
        List<HistoryEntry> dirty = rows(" WHERE dirty", order);
        return dirty.isEmpty() ? Optional.empty() : Optional.of(dirty.get(dirty.size() - 1));
    }

    /** The id of the newest row; 0 if there is none. */
    public long lastId() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COALESCE(MAX(id), 0) FROM " + table)) {
            result.next();
            return result.getLong(1);
        }
    }

    private List<HistoryEntry> rows(String condition, UnaryOperator<Version> order) throws SQLException {
        List<HistoryEntry> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT id, version, description, kind, action, script, checksum, raw_checksum, "
                                + "CASE WHEN down_script IS NULL THEN 0 ELSE 1 END, "
                                + "dirty, statements_total, statements_done, progress, error, "
                                + "applied_by, applied_at, duration_ms, tool_version FROM " + table + condition
                                + " ORDER BY id")) {
            while (result.next()) {
                rows.add(known(result, order));
            }
        }
        return rows;
    }

    private HistoryEntry known(ResultSet row, UnaryOperator<Version> order) throws SQLException {
        try {
            return entry(row, order);
        } catch (IllegalArgumentException | DateTimeParseException unknown) {
            throw new ValidationException(
                    List.of(Problem.of(
                            "the row " + row.getLong(1) + " of " + table + " holds what this release does not know: "
                                    + unknown.getMessage(),
                            "use the release that wrote it (column tool_version), or a newer one")),
                    unknown);
        }
    }

    private static HistoryEntry entry(ResultSet row, UnaryOperator<Version> order) throws SQLException {
        ScriptPrint script = new ScriptPrint(
                row.getString(6), checksum(row.getString(7)), checksum(row.getString(8)), row.getInt(9) == 1);
        State state = new State(
                row.getBoolean(10),
                row.getInt(11),
                row.getInt(12),
                Optional.ofNullable(row.getString(13)).orElse(""),
                Optional.ofNullable(row.getString(14)),
                Duration.ofMillis(row.getLong(17)));
        Stamp stamp = new Stamp(row.getString(15), instant(row.getString(16)), row.getString(18));
        String description = row.getString(3);
        MigrationId id =
                id(row.getString(2), Kind.valueOf(row.getString(4).toUpperCase(Locale.ROOT)), description, order);
        return new HistoryEntry(
                row.getLong(1), id, description, Action.ofColumn(row.getString(5)), script, state, stamp);
    }

    private static MigrationId id(
            @Nullable String version, Kind kind, String description, UnaryOperator<Version> order) {
        return version == null ? named(kind, description) : new MigrationId.Versioned(order.apply(Version.of(version)));
    }

    private static MigrationId named(Kind kind, String name) {
        return kind == Kind.LISTED ? new MigrationId.Listed(name) : new MigrationId.Named(kind, name);
    }

    private static Instant instant(@Nullable String text) {
        if (text == null || text.length() < SECONDS_LENGTH) {
            throw new IllegalArgumentException("the time '" + text + "'");
        }
        return LocalDateTime.parse(text.substring(0, SECONDS_LENGTH).replace(' ', 'T'))
                .toInstant(ZoneOffset.UTC);
    }

    private static Optional<Checksum> checksum(@Nullable String text) {
        return Optional.ofNullable(text).map(Checksum::parse);
    }

    /**
     * The down script that a row holds.
     *
     * @throws SQLException also if the row is not there
     */
    public Optional<String> downScript(long id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT down_script FROM " + table + " WHERE id = ?")) {
            statement.setLong(1, id);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new SQLException("the row " + id + " of " + table + " is gone");
                }
                return Optional.ofNullable(result.getString(1));
            }
        }
    }

    /**
     * Writes a new row: the claim. The primary key refuses it if another run has claimed the place.
     *
     * @param downScript the text that will take the migration back, if there is one
     */
    public void insert(HistoryEntry entry, Optional<String> downScript) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert("'" + timestamp(entry.stamp()) + "'"))) {
            bind(statement, entry, downScript);
            statement.executeUpdate();
        }
    }

    /**
     * A row to be written.
     *
     * @param entry the row
     * @param downScript the text that will take the migration back, if there is one
     */
    public record NewRow(HistoryEntry entry, Optional<String> downScript) {}

    /** Writes many new rows, in as few round trips as the driver knows; they are asked for as they are sent. */
    public void insert(Iterator<NewRow> rows) throws SQLException {
        String time = "CAST(? AS " + traits.types().timestamp() + ")";
        try (PreparedStatement statement = connection.prepareStatement(insert(time))) {
            for (int waiting = 1; rows.hasNext(); waiting++) {
                NewRow row = rows.next();
                int last = bind(statement, row.entry(), row.downScript());
                statement.setString(last, timestamp(row.entry().stamp()));
                statement.addBatch();
                if (waiting % BATCH == 0 || !rows.hasNext()) {
                    statement.executeBatch();
                }
            }
        }
    }

    private String insert(String time) {
        return "INSERT INTO " + table
                + " (id, version, description, kind, action, script, checksum, raw_checksum, down_script, dirty,"
                + " statements_total, statements_done, progress, error, applied_by, duration_ms, tool_version,"
                + " applied_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + time + ")";
    }

    /**
     * Writes a row in place of an older one, under a new id: the claim of a step of which one row is enough. Another run
     * that has claimed the place, or has moved the row, makes it fail.
     *
     * @param id the older row
     * @throws SQLException also if the older row is gone
     */
    public void move(long id, HistoryEntry entry, Optional<String> downScript) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE " + table
                + " SET id = ?, version = ?, description = ?, kind = ?, action = ?, script = ?, checksum = ?,"
                + " raw_checksum = ?, down_script = ?, dirty = ?, statements_total = ?, statements_done = ?,"
                + " progress = ?, error = ?, applied_by = ?, duration_ms = ?, tool_version = ?, applied_at = '"
                + timestamp(entry.stamp()) + "' WHERE id = ?")) {
            statement.setLong(bind(statement, entry, downScript), id);
            expectRow(statement, id);
        }
    }

    /** Binds all columns but the time; answers the number of the next parameter. */
    private static int bind(PreparedStatement statement, HistoryEntry entry, Optional<String> downScript)
            throws SQLException {
        Optional<String> version = entry.migration() instanceof MigrationId.Versioned versioned
                ? Optional.of(versioned.version().text())
                : Optional.empty();
        statement.setLong(1, entry.id());
        statement.setString(2, version.orElse(null));
        statement.setString(
                3, entry.migration() instanceof MigrationId.Listed listed ? listed.name() : entry.description());
        statement.setString(4, entry.migration().kind().name().toLowerCase(Locale.ROOT));
        statement.setString(5, entry.action().column());
        statement.setString(6, entry.script().name());
        statement.setString(7, entry.script().checksum().map(Checksum::toString).orElse(null));
        statement.setString(
                8, entry.script().rawChecksum().map(Checksum::toString).orElse(null));
        statement.setString(9, downScript.orElse(null));
        statement.setBoolean(10, entry.state().dirty());
        statement.setInt(11, entry.state().total());
        statement.setInt(12, entry.state().done());
        statement.setString(13, entry.state().progress());
        statement.setString(14, entry.state().error().orElse(null));
        statement.setString(15, entry.stamp().by());
        statement.setLong(16, entry.state().duration().toMillis());
        statement.setString(17, entry.stamp().toolVersion());
        return 18;
    }

    private void expectRow(PreparedStatement update, long id) throws SQLException {
        if (update.executeUpdate() != 1) {
            throw new SQLException("the row " + id + " of " + table + " is gone");
        }
    }

    /** As text, since no one way of binding a time without a zone serves all drivers; it is safe in a literal. */
    private static String timestamp(Stamp stamp) {
        return TIMESTAMP.format(stamp.at().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    /** Replaces the down script that a row holds, since its file may have been mended while the step was interrupted. */
    public void updateDownScript(long id, String downScript) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE " + table + " SET down_script = ? WHERE id = ?")) {
            statement.setString(1, downScript);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    /**
     * Writes the state of a row that is there, who is at work on it, and the checksums of its script, which may have been
     * mended meanwhile.
     *
     * @throws SQLException also if the row is gone, since a step must never go on without its row
     */
    public void update(HistoryEntry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE " + table
                + " SET dirty = ?, statements_total = ?, statements_done = ?, progress = ?, error = ?,"
                + " duration_ms = ?, checksum = ?, raw_checksum = ?, applied_by = ?, tool_version = ? WHERE id = ?")) {
            State state = entry.state();
            statement.setBoolean(1, state.dirty());
            statement.setInt(2, state.total());
            statement.setInt(3, state.done());
            statement.setString(4, state.progress());
            statement.setString(5, state.error().orElse(null));
            statement.setLong(6, state.duration().toMillis());
            statement.setString(
                    7, entry.script().checksum().map(Checksum::toString).orElse(null));
            statement.setString(
                    8, entry.script().rawChecksum().map(Checksum::toString).orElse(null));
            statement.setString(9, entry.stamp().by());
            statement.setString(10, entry.stamp().toolVersion());
            statement.setLong(11, entry.id());
            expectRow(statement, entry.id());
        }
    }
}
