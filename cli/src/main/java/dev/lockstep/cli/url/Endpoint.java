package dev.lockstep.cli.url;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param host its name or address
 * @param port the TCP port
 */
public record Endpoint(String host, int port) {
    private static final String SLASHES = "://";

    /** Those in a JDBC URL of the form that Lockstep itself writes; none if only the driver reads it. */
    static List<Endpoint> of(String jdbc, Optional<Vendor> vendor) {
        int begin = jdbc.indexOf(SLASHES);
        if (begin < 0 || vendor.isEmpty() || jdbc.startsWith("address=", begin + SLASHES.length())) {
            return List.of();
        }
        String rest = jdbc.substring(begin + SLASHES.length());
        List<Endpoint> found = new ArrayList<>();
        for (String each : rest.substring(0, rest.indexOf('/')).split(",", -1)) {
            found.add(one(each, vendor.get().port()));
        }
        return found;
    }

    private static Endpoint one(String text, int defaultPort) {
        int colon = text.indexOf(':', text.indexOf(']') + 1);
        String host = colon < 0 ? text : text.substring(0, colon);
        return new Endpoint(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                colon < 0 ? defaultPort : Integer.parseInt(text.substring(colon + 1)));
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
