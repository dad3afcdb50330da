package dev.lockstep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements out of PostgreSQL's server log; it is written before a statement runs, so it lacks nothing. */
final class PostgresLog implements StatementLog {
    static final String PREFIX = "@lockstep:";

    private static final Pattern STATEMENT = Pattern.compile("LOG:  (?:statement|execute [^:]*): (.*)", Pattern.DOTALL);

    private final Path file;
    private final String prefix;
    private final long from;
    private final Stop stop;

    PostgresLog(Path file, String database, Stop stop) {
        this.file = file;
        this.prefix = PREFIX + database + ":";
        this.stop = stop;
        this.from = text(file, 0).length;
    }

    @FunctionalInterface
    interface Stop {
        void run() throws SQLException;
    }

    @Override
    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String entry : entries()) {
            Matcher matcher = STATEMENT.matcher(entry);
            if (entry.startsWith(prefix) && matcher.find()) {
                statements.add(matcher.group(1));
            }
        }
        return statements;
    }

    /** The lines of one entry belong together: all but its first begin with a tab. */
    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        for (String line : new String(text(file, from), StandardCharsets.UTF_8).split("\n")) {
            if (line.startsWith("\t") && !entries.isEmpty()) {
                int last = entries.size() - 1;
                entries.set(last, entries.get(last) + "\n" + line.substring(1));
            } else {
                entries.add(line);
            }
        }
        return entries;
    }

    @Override
    public void close() throws SQLException {
        stop.run();
    }

    private static byte[] text(Path file, long from) {
        try {
            byte[] all = Files.readAllBytes(file);
            return java.util.Arrays.copyOfRange(all, (int) from, all.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
