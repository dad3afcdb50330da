package dev.lockstep.dialects;

import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What can be seen of what a bare statement changes. Of SQLite's own bare statements all may be executed again; others are
 * bare only because a script asks for no transaction.
 *
 * @see <a href="https://www.sqlite.org/schematab.html">The Schema Table</a>
 */
final class SqliteProbe {
    private static final String SCHEMA =
            "SELECT type || ' ' || name || ' on ' || tbl_name || ' ' || IFNULL(sql, '') FROM sqlite_master ORDER BY 1";

    private SqliteProbe() {}

    static Probe take(Connection connection, List<Token> statement) throws SQLException {
        TokenWalk walk = new TokenWalk(statement);
        String verb = walk.next().map(Token::upperCase).orElse("");
        return switch (verb) {
            case "VACUUM" ->
                walk.sees("INTO")
                        ? new Probe.Blind("a file that it wrote cannot be told from one that was there before")
                        : new Probe.Repeatable();
            case "PRAGMA", "ATTACH", "DETACH", "ANALYZE", "REINDEX" -> new Probe.Repeatable();
            case "CREATE", "DROP", "ALTER" -> new Probe.Seen(Map.of("schema", schema(connection)));
            default -> new Probe.Blind("it changes rows, and nothing tells afterwards whether it did");
        };
    }

    private static String schema(Connection connection) throws SQLException {
        StringJoiner definitions = new StringJoiner("\n");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SCHEMA)) {
            while (row.next()) {
                definitions.add(row.getString(1));
            }
        }
        try {
            byte[] text = definitions.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
