package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** SQLite keeps the text of every object; with the two numbers that an application may set in the file's header. */
record SqliteCatalogue() implements Catalogue {
    @Override
    public List<String> objects(Connection connection) throws SQLException {
        List<String> objects = new ArrayList<>(Sql.column(
                connection,
                "SELECT type || ' ' || name || ' on ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema"));
        for (String pragma : List.of("user_version", "application_id", "encoding", "auto_vacuum", "page_size")) {
            objects.add("pragma " + pragma + " " + Sql.value(connection, "PRAGMA " + pragma));
        }
        return objects;
    }

    /** The counters of AUTOINCREMENT are left out: they tell of attempts, not of rows. */
    @Override
    public List<Table> tables(Connection connection) throws SQLException {
        String query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence'";
        return Sql.column(connection, query).stream()
                .map(name -> new Table(name, '"' + name.replace("\"", "\"\"") + '"'))
                .toList();
    }
}
