package dev.lockstep.testing;

import java.sql.Connection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies between a driver and its database, where a fault can get at it. */
sealed interface Wire permits Tunnel, SqliteFile {
    Pattern SERVER = Pattern.compile("(jdbc:(postgresql|mariadb|mysql)://)([^/:?,]+)(?::(\\d+))?(/.*)?");

    static Wire to(String url) {
        Matcher matcher = SERVER.matcher(url);
        if (matcher.matches()) {
            int usual = matcher.group(2).equals("postgresql") ? 5432 : 3306;
            int port = matcher.group(4) == null ? usual : Integer.parseInt(matcher.group(4));
            String rest = matcher.group(5) == null ? "/" : matcher.group(5);
            return Tunnel.to(matcher.group(3), port, own -> matcher.group(1) + "127.0.0.1:" + own + rest);
        }
        if (url.startsWith("jdbc:sqlite:")) {
            return new SqliteFile(url);
        }
        throw new IllegalArgumentException("no wire to " + url);
    }

    /** The URL that leads through it. */
    String url();

    /** The driver has its connection. */
    void opened(Connection target);

    /** Before the end of several wires: keeps what the dead leave behind. */
    void freeze();

    /** After it: puts that in place. */
    void thaw();

    /** Ends it at once. */
    void close();

    /** Ends it as soon as the server begins to answer. */
    void cutOnAnswer();

    /** Lets nothing through any more; false if it cannot, and the caller has to wait by itself. */
    boolean stall(Moment moment);

    boolean isStalled();

    /** How often the client spoke after the server had. */
    int turns();
}
