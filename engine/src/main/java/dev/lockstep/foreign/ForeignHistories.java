package dev.lockstep.foreign;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tools whose histories are known.
 *
 * @param tools each of them
 */
public record ForeignHistories(List<ForeignHistory> tools) {
    private static final String AUTO = "auto";
    private static final String NONE = "none";

    /** Copies the list. */
    public ForeignHistories {
        tools = List.copyOf(tools);
    }

    /** Those on the class path and the module path. */
    public static ForeignHistories all() {
        return new ForeignHistories(
                ServiceLoader.load(ForeignHistory.class, ForeignHistory.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /**
     * Those that a name stands for.
     *
     * @param name a tool's name; {@code auto} for all, {@code none} for none of them
     * @throws ConfigurationException if there is no such tool
     */
    public static ForeignHistories named(String name) {
        ForeignHistories all = all();
        if (name.equals(AUTO)) {
            return all;
        }
        List<ForeignHistory> named =
                all.tools.stream().filter(tool -> tool.name().equals(name)).toList();
        if (named.isEmpty() && !name.equals(NONE)) {
            throw new ConfigurationException(Problem.of(
                    "no history of a tool called '" + name + "' is known",
                    "the known ones are " + AUTO + ", " + all + ", " + NONE));
        }
        return new ForeignHistories(named);
    }

    /**
     * The histories that are there.
     *
     * @param named the table to look at for a tool, with or without a schema before a dot; empty for its usual ones
     */
    public List<Found> in(ForeignCatalogue catalogue, Function<ForeignHistory, Optional<String>> named)
            throws SQLException {
        List<Found> found = new ArrayList<>();
        for (ForeignHistory tool : tools) {
            Optional<String> name = named.apply(tool);
            Optional<ForeignTable> table = name.isPresent() ? chosen(catalogue, name.get()) : usual(catalogue, tool);
            table.filter(tool::owns).ifPresent(its -> found.add(new Found(tool, its)));
        }
        return found;
    }

    /** Under one of its usual names, and if there is none, under any other by which its users may call it. */
    private static Optional<ForeignTable> usual(ForeignCatalogue catalogue, ForeignHistory tool) throws SQLException {
        Optional<ForeignTable> table = catalogue.first(catalogue.homeSchema(), tool.tables());
        if (table.isEmpty() && tool.schema().isPresent()) {
            table = catalogue.first(tool.schema().get(), tool.tables());
        }
        return table.isEmpty() && tool.telltale().isPresent()
                ? catalogue.first(tool.telltale().get(), tool::owns)
                : table;
    }

    private static Optional<ForeignTable> chosen(ForeignCatalogue catalogue, String name) throws SQLException {
        int dot = name.lastIndexOf('.');
        String schema = dot < 0 ? catalogue.homeSchema() : name.substring(0, dot);
        return catalogue.first(schema, List.of(name.substring(dot + 1)));
    }

    /** The table of a tool's history that a text names, such as the message of an error. */
    public Optional<String> tableNamedIn(String text) {
        return tools.stream()
                .flatMap(tool -> tool.tables().stream())
                .filter(table -> Pattern.compile("\\b" + Pattern.quote(table) + "\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .find())
                .findFirst();
    }

    /** Their names, with commas between. */
    @Override
    public String toString() {
        return tools.stream().map(ForeignHistory::name).collect(Collectors.joining(", "));
    }

    /**
     * A history that is there.
     *
     * @param tool whose it is
     * @param table its table
     */
    public record Found(ForeignHistory tool, ForeignTable table) {
        /** The table, as people write it: {@code public.flyway_schema_history}. */
        public String place() {
            return table.schema() + "." + table.name();
        }

        /** The tool and the table. */
        @Override
        public String toString() {
            return tool.name() + " (" + place() + ")";
        }
    }
}
