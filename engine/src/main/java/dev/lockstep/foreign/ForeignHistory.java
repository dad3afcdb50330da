package dev.lockstep.foreign;

import dev.lockstep.dialect.Lock;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The history that another migration tool keeps: how its table is recognised, what its rows mean, and which lock keeps
 * the tool away. Nothing of the other tool's is ever changed.
 *
 * <p>To add one:
 *
 * <ol>
 *   <li>write one final class that implements this interface, with a public constructor without parameters;
 *   <li>name it as a provider of this service, in {@code module-info.java} and in {@code META-INF/services};
 *   <li>give it a test over rows that the tool itself wrote.
 * </ol>
 *
 * <p>An implementation holds no state.
 */
public interface ForeignHistory {

    /** The tool's name, by which users choose it ({@code --from}); that of its layout, if it has one. */
    String name();

    /** The names that the tool's table goes by unless its users choose another, the usual one first. */
    List<String> tables();

    /** A schema of its own in which the tool keeps its table; empty if that is where the session begins. */
    default Optional<String> schema() {
        return Optional.empty();
    }

    /** A column by which the tool's table is found under whatever name; empty if its columns could be anybody's. */
    default Optional<String> telltale() {
        return Optional.empty();
    }

    /** Whether a table of such a name is this tool's, told by its columns and by what lies beside it. */
    boolean owns(ForeignTable table);

    /**
     * What the tool has done and not taken back, in the order in which it did so.
     *
     * @param table the tool's table
     * @param known the migrations that have files, or had some that a baseline script has replaced: they give rows a
     *     meaning where the tool counts files instead of listing them
     * @throws ValidationException if the history cannot be taken over, with what can be done instead
     */
    List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException;

    /** The lock that the tool holds while it works; empty if it has none. */
    default Optional<Lock> lock(ForeignTable table) {
        return Optional.empty();
    }

    /**
     * Whether a file is the one that the tool executed.
     *
     * @param row the tool's row
     * @param script the file
     * @param filled replaces placeholders in a text
     * @throws IOException if the file cannot be read
     */
    default Likeness compare(ForeignRow row, Script script, UnaryOperator<String> filled) throws IOException {
        return Likeness.UNKNOWN;
    }

    /** What a tool's checksum says of a file. */
    enum Likeness {
        /** It is the file that was executed. */
        SAME,
        /** It was edited since. */
        EDITED,
        /** The tool keeps no checksum, or one that cannot be taken here. */
        UNKNOWN
    }
}
