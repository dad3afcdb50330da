package dev.lockstep.dialects;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** What the server's catalogue shows of its objects, as short texts. */
final class MariaDbCatalogue {
    /** How a thing that is not there looks. */
    static final String ABSENT = "absent";

    private static final String ON_VERSION = " on ";
    private static final int NO_GLOBAL_RIGHT = 1227;
    private static final int DIGITS = 32;

    /** It grows with the rows; https://mariadb.com/kb/en/auto_increment/. */
    private static final Pattern COUNTER = Pattern.compile(" AUTO_INCREMENT=\\d+");

    /** InnoDB knows a table by the names of its files, and a partition by the table's with {@code #P#} behind it. */
    private static final String NUMBERS = """
            SELECT GROUP_CONCAT(TABLE_ID ORDER BY NAME SEPARATOR ' ') FROM information_schema.%s
            WHERE SUBSTRING_INDEX(LOWER(NAME), '#p#', 1) = LOWER(CONCAT(
                CONVERT(BINARY CONVERT(? USING filename) USING utf8), '/',
                CONVERT(BINARY CONVERT(? USING filename) USING utf8)))""";

    private final Connection connection;

    MariaDbCatalogue(Connection connection) {
        this.connection = connection;
    }

    /** The session's default database; empty where it has none. */
    String database() throws SQLException {
        return first("SELECT DATABASE()", List.of()).orElse("");
    }

    boolean isThere(MariaDbKind kind, MariaDbName name) throws SQLException {
        return first(kind.existence(), List.of(name.schema(), name.name())).isPresent();
    }

    /**
     * A digest of how it is defined, with the server's version behind it, since another one may show the same definition
     * in other words. A definition that this user may not read is as good as any other.
     */
    String definition(MariaDbKind kind, MariaDbName name) throws SQLException {
        if (!isThere(kind, name)) {
            return ABSENT;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(kind.definition(name))) {
            String text = row.next() ? row.getString(kind.definitionColumn()) : null;
            return text == null
                    ? "present"
                    : digest(COUNTER.matcher(text).replaceAll(""))
                            + ON_VERSION
                            + connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** Whether one server showed both, or one of them is no definition; else their difference says nothing. */
    static boolean areComparable(String before, String now) {
        int one = before.indexOf(ON_VERSION);
        int other = now.indexOf(ON_VERSION);
        return one < 0 || other < 0 || before.substring(one).equals(now.substring(other));
    }

    /**
     * The numbers of an InnoDB table and its partitions: TRUNCATE and every rebuild change them. Empty where this user may
     * not read them (PROCESS), and for other engines.
     *
     * @see <a href="https://mariadb.com/kb/en/information-schema-innodb_sys_tables-table/">INNODB_SYS_TABLES</a>
     */
    Optional<String> numbers(MariaDbName table) throws SQLException {
        boolean isMariaDb = connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
        try {
            return first(
                    NUMBERS.formatted(isMariaDb ? "INNODB_SYS_TABLES" : "INNODB_TABLES"),
                    List.of(table.schema(), table.name()));
        } catch (SQLException denied) {
            if (denied.getErrorCode() == NO_GLOBAL_RIGHT) {
                return Optional.empty();
            }
            throw denied;
        }
    }

    /** A digest of the row that a table shows first; empty if it has none. */
    Optional<String> firstRow(MariaDbName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table.sql() + " LIMIT 1")) {
            if (!row.next()) {
                return Optional.empty();
            }
            StringJoiner values = new StringJoiner("\n");
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                values.add(row.getString(column));
            }
            return Optional.of(digest(values.toString()));
        }
    }

    /** All that is shown in the first column, as a digest. */
    String shown(String sql) throws SQLException {
        StringJoiner lines = new StringJoiner("\n");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                lines.add(row.getString(1));
            }
        }
        return digest(lines.toString());
    }

    /** The first column of the first row; empty if there is none, or nothing in it. */
    Optional<String> first(String sql, List<String> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
