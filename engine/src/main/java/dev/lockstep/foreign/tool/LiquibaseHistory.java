package dev.lockstep.foreign.tool;

import dev.lockstep.dialect.Lock;
import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Script;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Liquibase's {@code DATABASECHANGELOG}: a row for each changeset.
 */
public final class LiquibaseHistory implements ForeignHistory {
    private static final String NAME = "liquibase";
    private static final String SEPARATOR = "::";
    private static final String PLAIN = "::raw::includeAll";
    private static final Pattern PREFIX = Pattern.compile("^(classpath\\*?:)?(\\./|/)*");

    /** Read by the service loader. */
    public LiquibaseHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("databasechangelog");
    }

    @Override
    public Optional<String> telltale() {
        return Optional.of("orderexecuted");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.has("id", "author", "filename", "dateexecuted", "orderexecuted", "exectype", "md5sum");
    }

    /** A changeset that was skipped is not among what was done. */
    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        Map<String, List<MigrationId>> atHand =
                known.stream().collect(Collectors.groupingBy(id -> rest(id.toString())));
        return table.read(
                "SELECT filename, id, author, exectype, dateexecuted, md5sum, comments",
                "WHERE exectype <> 'SKIPPED' ORDER BY orderexecuted, dateexecuted",
                (row, clock) -> {
                    String path =
                            PREFIX.matcher(row.getString(1).replace('\\', '/')).replaceFirst("");
                    String rest = SEPARATOR + idOf(row) + SEPARATOR + row.getString(3);
                    return new ForeignRow(
                            id(path, rest, atHand.getOrDefault(rest, List.of())),
                            Optional.ofNullable(row.getString(7)).orElse(""),
                            path,
                            state(row.getString(4)),
                            Stamp.at(clock.time(row, 5)),
                            Optional.ofNullable(row.getString(6)));
                });
    }

    /** Of a file of plain SQL newer releases of the tool put the path into the id too. */
    private static String idOf(ResultSet row) throws SQLException {
        boolean isPlain =
                row.getString(3).equals("includeAll") && row.getString(2).startsWith("raw_");
        return isPlain ? "raw" : row.getString(2);
    }

    private static State state(String exectype) {
        return exectype.equals("FAILED")
                ? new State.Dirty("liquibase recorded that it failed, and not at which statement")
                : State.APPLIED;
    }

    /** What a changeset's name has behind the path. */
    private static String rest(String name) {
        return name.substring(Math.max(0, name.indexOf(SEPARATOR)));
    }

    /** The tool's paths begin where its search path does, which may be above or below the folder at hand. */
    private static MigrationId id(String path, String rest, List<MigrationId> namesakes) {
        MigrationId exact = new MigrationId.Listed(path + rest);
        List<MigrationId> alike = namesakes.stream()
                .filter(id -> id.equals(exact) || isAlike(id.toString(), path, rest))
                .toList();
        return alike.size() == 1 ? alike.get(0) : exact;
    }

    private static boolean isAlike(String name, String path, String rest) {
        String other = name.substring(0, name.length() - rest.length());
        return path.endsWith("/" + other) || other.endsWith("/" + path);
    }

    /** Older releases took checksums in other ways, and those of changes that are no SQL are about what is not seen here. */
    @Override
    public Likeness compare(ForeignRow row, Script script, UnaryOperator<String> filled) throws IOException {
        boolean isChangeset = script.name().toLowerCase(Locale.ROOT).endsWith(".sql")
                && !row.id().toString().endsWith(PLAIN);
        Optional<String> recorded =
                row.checksum().filter(sum -> isChangeset && sum.startsWith(LiquibaseChecksum.VERSION));
        return recorded.isPresent() ? LiquibaseChecksum.of(script, filled).compare(recorded.get()) : Likeness.UNKNOWN;
    }

    /** Its lock is a row that says so, in a table of its own. */
    @Override
    public Optional<Lock> lock(ForeignTable table) {
        return table.beside("databasechangeloglock").map(lock -> new LiquibaseLock(table, lock));
    }
}
