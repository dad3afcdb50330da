package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How one kind of database describes what is in it. */
sealed interface Catalogue permits PostgresCatalogue, MariaDbCatalogue, SqliteCatalogue {
    /** One entry for each object of the schema: a line or several, never two entries the same. */
    List<String> objects(Connection connection) throws SQLException;

    /** The tables that have rows of their own. */
    List<Table> tables(Connection connection) throws SQLException;

    /** A table by the name that tests know it by and the one that SQL needs. */
    record Table(String name, String quoted) {}
}
