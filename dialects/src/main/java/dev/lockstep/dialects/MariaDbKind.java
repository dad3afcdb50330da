package dev.lockstep.dialects;

import java.util.Optional;

/**
 * A kind of thing that has a definition: the query that finds it (its schema and its name are the parameters) and the
 * statement that shows how it is defined.
 *
 * @see <a href="https://mariadb.com/kb/en/show/">SHOW</a>
 * @see <a href="https://mariadb.com/kb/en/information-schema/">Information Schema</a>
 */
enum MariaDbKind {
    TABLE("TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?", "TABLE", 2),
    VIEW("TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?", "TABLE", 2),
    SEQUENCE("TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?", "SEQUENCE", 2),
    TRIGGER("TRIGGERS WHERE TRIGGER_SCHEMA = ? AND TRIGGER_NAME = ?", "TRIGGER", 3),
    PROCEDURE(routine("PROCEDURE"), "PROCEDURE", 3),
    FUNCTION(routine("FUNCTION"), "FUNCTION", 3),
    PACKAGE(routine("PACKAGE"), "PACKAGE", 3),
    PACKAGE_BODY(routine("PACKAGE BODY"), "PACKAGE BODY", 3),
    EVENT("EVENTS WHERE EVENT_SCHEMA = ? AND EVENT_NAME = ?", "EVENT", 4),
    DATABASE("SCHEMATA WHERE ? = '' AND SCHEMA_NAME = ?", "DATABASE", 2);

    private final String source;
    private final String shown;
    private final int column;

    MariaDbKind(String source, String shown, int column) {
        this.source = source;
        this.shown = shown;
        this.column = column;
    }

    private static String routine(String type) {
        return "ROUTINES WHERE ROUTINE_SCHEMA = ? AND ROUTINE_NAME = ? AND ROUTINE_TYPE = '" + type + "'";
    }

    /** The kind that comes next, which is passed. */
    static Optional<MariaDbKind> read(TokenWalk walk) {
        if (walk.pass("PACKAGE", "BODY")) {
            return Optional.of(PACKAGE_BODY);
        }
        return walk.passOneOf(
                        "TABLE",
                        "TABLES",
                        "VIEW",
                        "SEQUENCE",
                        "TRIGGER",
                        "PROCEDURE",
                        "FUNCTION",
                        "PACKAGE",
                        "EVENT",
                        "DATABASE",
                        "SCHEMA")
                .map(word -> switch (word) {
                    case "TABLES" -> TABLE;
                    case "SCHEMA" -> DATABASE;
                    default -> valueOf(word);
                });
    }

    /** Whether its things lie in schemas, and are not schemas themselves. */
    boolean isInSchema() {
        return this != DATABASE;
    }

    String existence() {
        return "SELECT 1 FROM information_schema." + source;
    }

    String definition(MariaDbName name) {
        return "SHOW CREATE " + shown + " " + name.sql();
    }

    int definitionColumn() {
        return column;
    }

    String sql() {
        return name().replace('_', ' ');
    }
}
