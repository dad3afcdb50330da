package dev.lockstep.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;

/** A statement whose data follow it in the script, on its way to the database. */
public interface Transfer {
    /**
     * Sends the statement and then its data, piece by piece as they are read, and waits for the database's answer. If it
     * fails, nothing of the data was taken.
     *
     * @throws SQLException what the database says
     * @throws IOException if the data cannot be read
     */
    void send(InputStream data) throws SQLException, IOException;

    /** Asks the database, from another thread, to give the statement up; then sending it fails. */
    void cancel() throws SQLException;
}
