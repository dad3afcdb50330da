package dev.lockstep.run;

import dev.lockstep.dialect.Surroundings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * This process, as others are told of it.
 *
 * @param host the machine's name
 * @param process the process id
 */
record Identity(String host, long process) {
    /** This very process. */
    static final Identity SELF =
            new Identity(hostName(), ProcessHandle.current().pid());

    /** What stands between a process and the step that it is at. */
    static final String AT = " at ";

    private static final int LONGEST = 250;

    /** Who acts, for the history: the database's user, the host and the process. */
    String with(Surroundings surroundings) {
        String user = surroundings.user().isEmpty() ? System.getProperty("user.name", "") : surroundings.user();
        String text = user + " on " + this;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown host";
        }
    }

    /** The host and the process, for example {@code web-3/4711}. */
    @Override
    public String toString() {
        return host + "/" + process;
    }
}
