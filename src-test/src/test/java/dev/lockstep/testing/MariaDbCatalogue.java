package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What SHOW CREATE says of every object of the database. The database's own name and the next AUTO_INCREMENT are taken
 * out: neither makes two states different.
 */
record MariaDbCatalogue() implements Catalogue {
    private static final String HERE = " = database()";

    @Override
    public List<String> objects(Connection connection) throws SQLException {
        List<String> objects = new ArrayList<>();
        objects.add(Sql.value(
                connection,
                "SELECT concat_ws(' ', 'database', default_character_set_name, default_collation_name)"
                        + " FROM information_schema.schemata WHERE schema_name" + HERE));
        for (List<String> table : Sql.rows(connection, tablesOf("table_name, table_type"))) {
            objects.add(shown(connection, kindOf(table.get(1)), table.get(0)));
        }
        addAll(
                objects,
                connection,
                "TRIGGER",
                "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema");
        addAll(objects, connection, "EVENT", "SELECT event_name FROM information_schema.events WHERE event_schema");
        for (String kind : List.of("FUNCTION", "PROCEDURE", "PACKAGE", "PACKAGE BODY")) {
            String routines = "SELECT routine_name FROM information_schema.routines WHERE routine_type = '" + kind
                    + "' AND routine_schema";
            addAll(objects, connection, kind, routines);
        }
        objects.addAll(Sql.column(
                connection,
                "SELECT concat_ws(' ', 'grant', grantee, table_name, privilege_type, is_grantable)"
                        + " FROM information_schema.table_privileges WHERE table_schema" + HERE
                        + " UNION ALL SELECT concat_ws(' ', 'grant', grantee, privilege_type, is_grantable)"
                        + " FROM information_schema.schema_privileges WHERE table_schema" + HERE));
        return objects;
    }

    @Override
    public List<Table> tables(Connection connection) throws SQLException {
        return Sql.column(connection, tablesOf("table_name") + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')")
                .stream()
                .map(name -> new Table(name, quoted(name)))
                .toList();
    }

    private static String tablesOf(String columns) {
        return "SELECT " + columns + " FROM information_schema.tables WHERE table_schema" + HERE;
    }

    private static String kindOf(String tableType) {
        return switch (tableType) {
            case "VIEW" -> "VIEW";
            case "SEQUENCE" -> "SEQUENCE";
            default -> "TABLE";
        };
    }

    private static void addAll(List<String> objects, Connection connection, String kind, String names)
            throws SQLException {
        for (String name : Sql.column(connection, names + HERE)) {
            objects.add(shown(connection, kind, name));
        }
    }

    /** The definition is the second column, or the third where the second is the sql_mode; both count. */
    private static String shown(Connection connection, String kind, String name) throws SQLException {
        String database = Sql.value(connection, "SELECT database()");
        List<String> row =
                Sql.rows(connection, "SHOW CREATE " + kind + " " + quoted(name)).get(0);
        List<String> facts = switch (kind) {
            case "TABLE", "SEQUENCE", "VIEW" -> row.subList(1, 2);
            case "EVENT" -> List.of(row.get(1), row.get(3));
            default -> row.subList(1, 3);
        };
        return (kind.toLowerCase(java.util.Locale.ROOT) + " " + name + " " + String.join(" ", facts))
                .replace(quoted(database) + ".", "")
                .replaceAll(" AUTO_INCREMENT=\\d+", "");
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
