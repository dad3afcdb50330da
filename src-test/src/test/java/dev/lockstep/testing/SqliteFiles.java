package dev.lockstep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** SQLite has no server: each database is a file in a directory of its own, with whatever the engine puts beside it. */
record SqliteFiles() implements Server {
    @Override
    public Dbms dbms() {
        return Dbms.SQLITE;
    }

    @Override
    public Place create(String name) {
        try {
            Path file = Scratch.directory(name).resolve("test.db");
            return new Place(name, "jdbc:sqlite:" + file, "", "", "sqlite:" + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void drop(Place place) {
        try {
            Trees.delete(file(place).getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There is no server to ask; the sessions of this JVM are counted by the leak check. */
    @Override
    public int sessions(Place place) {
        return 0;
    }

    @Override
    public boolean canRecord() {
        return false;
    }

    @Override
    public StatementLog record(Place place) {
        throw new UnsupportedOperationException("SQLite has no server that could log: record the JDBC calls instead");
    }

    @Override
    public Catalogue catalogue() {
        return new SqliteCatalogue();
    }

    @Override
    public Connection connectToServer() throws SQLException {
        throw new UnsupportedOperationException("SQLite has no server");
    }

    static Path file(Place place) {
        return Path.of(place.url().substring("jdbc:sqlite:".length()));
    }
}
