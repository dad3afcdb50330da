package dev.lockstep.history;

import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.HistoryEntry.Stamp;
import dev.lockstep.history.HistoryEntry.State;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.Kind;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A history in the making, row by row, as a database would hold it. */
public final class Rows {
    private static final Stamp STAMP = new Stamp("joe on web/1", Instant.EPOCH, "1");

    private final List<HistoryEntry> rows = new ArrayList<>();

    /** The id of {@code 7}, {@code R__name} or {@code D__name}; of {@code a:1} the one that is listed so. */
    public static MigrationId id(String text) {
        return switch (text.charAt(0)) {
            case 'R' -> new MigrationId.Named(Kind.REPEATABLE, text.substring(3));
            case 'D' -> new MigrationId.Named(Kind.DATA, text.substring(3));
            default ->
                Version.isVersion(text) ? new MigrationId.Versioned(Version.of(text)) : new MigrationId.Listed(text);
        };
    }

    /** The checksums of a content, over its bytes and over its tokens: blanks do not count for those. */
    public static ScriptPrint print(String id, String content) {
        return new ScriptPrint(id + ".up.sql", Optional.of(tokens(content)), Optional.of(raw(content)), true);
    }

    public static Checksum raw(String content) {
        return new Checksum(Checksum.BYTES, content);
    }

    public static Checksum tokens(String content) {
        return new Checksum(Checksum.TOKENS, content.replace(" ", ""));
    }

    public Rows up(String... ids) {
        for (String id : ids) {
            applied(id, "content of " + id);
        }
        return this;
    }

    public Rows applied(String id, String content) {
        return add(id, Action.UP, print(id, content), State.finished(3, Duration.ZERO));
    }

    public Rows withoutDown(String id) {
        ScriptPrint print = print(id, "content of " + id);
        return add(
                id,
                Action.UP,
                new ScriptPrint(print.name(), print.checksum(), print.rawChecksum(), false),
                State.finished(3, Duration.ZERO));
    }

    public Rows down(String... ids) {
        for (String id : ids) {
            add(id, Action.DOWN, print(id, "down of " + id), State.finished(1, Duration.ZERO));
        }
        return this;
    }

    public Rows dirtyUp(String id) {
        return add(id, Action.UP, print(id, "content of " + id), State.dirty(3, 1, "done\t1\tabc\n"));
    }

    public Rows dirtyDown(String id) {
        return add(id, Action.DOWN, print(id, "down of " + id), State.dirty(2, 1, "done\t1\tabc\n"));
    }

    public Rows baseline(String id) {
        return add(id, Action.BASELINE, ScriptPrint.NONE, State.finished(0, Duration.ZERO));
    }

    public Rows adopt(String id) {
        return add(id, Action.ADOPT, print(id, "content of " + id), State.finished(0, Duration.ZERO));
    }

    /** As {@code lockstep resolve} and {@code repair} write it; the dirty row itself is settled unless it is to go on. */
    public Rows resolve(String id, Resolution resolution, ScriptPrint print) {
        for (int i = 0; i < rows.size(); i++) {
            HistoryEntry row = rows.get(i);
            boolean isSettled = row.migration().equals(id(id)) && row.state().dirty();
            rows.set(
                    i,
                    isSettled && resolution != Resolution.RETRY
                            ? row.with(row.state().settled())
                            : row);
        }
        String progress = Ledger.column(resolution);
        return add(id, Action.RESOLVE, print, new State(false, 0, 0, progress, Optional.empty(), Duration.ZERO));
    }

    public Rows resolve(String id, Resolution resolution) {
        return resolve(id, resolution, print(id, "content of " + id));
    }

    /** What was dirty has come to its end. */
    public Rows finish(HistoryEntry dirty) {
        rows.replaceAll(row ->
                row.id() == dirty.id() ? row.with(State.finished(row.state().total(), Duration.ZERO)) : row);
        return this;
    }

    private Rows add(String id, Action action, ScriptPrint print, State state) {
        rows.add(new HistoryEntry(rows.size() + 1, id(id), "about " + id, action, print, state, STAMP));
        return this;
    }

    public HistoryEntry last() {
        return rows.get(rows.size() - 1);
    }

    public List<HistoryEntry> list() {
        return List.copyOf(rows);
    }

    public Ledger ledger() {
        return new Ledger(rows);
    }
}
