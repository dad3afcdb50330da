package dev.lockstep.testing;

import java.util.Locale;

/** The databases that every contract is tried on. */
public enum Dbms {
    POSTGRESQL,
    MARIADB,
    SQLITE;

    /** The name as test reports show it: {@code postgresql}, {@code mariadb}, {@code sqlite}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
