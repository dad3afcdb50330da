package dev.lockstep.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Where a server listens, and an account there that may create databases. */
record Address(String host, int port, String user, String password) {
    static final String USER = "lockstep";
    static final String PASSWORD = "s3cret-of-the-tests";

    /** A server on this machine, with the account that the test servers are born with. */
    static Address local(int port) {
        return new Address("127.0.0.1", port, USER, PASSWORD);
    }

    /**
     * Reads a JDBC URL that carries its credentials, as {@code ?user=...&password=...} or as {@code user:password@host}.
     * The database in the path is where the driver looks first; the tests create their own beside it.
     */
    static Address parse(String jdbcUrl, int defaultPort) {
        URI uri = URI.create(jdbcUrl.replaceFirst("^jdbc:", ""));
        Map<String, String> parameters = parameters(uri);
        if (uri.getRawUserInfo() != null) {
            String[] account = uri.getRawUserInfo().split(":", 2);
            parameters.putIfAbsent("user", decode(account[0]));
            parameters.putIfAbsent("password", account.length == 2 ? decode(account[1]) : "");
        }
        if (uri.getHost() == null || !parameters.containsKey("user")) {
            throw new IllegalArgumentException("a test server's URL needs a host, a user and a password: "
                    + "jdbc:postgresql://host:5432/postgres?user=...&password=...");
        }
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        return new Address(uri.getHost(), port, parameters.get("user"), parameters.getOrDefault("password", ""));
    }

    /** {@code user:password@host:port}, encoded for a URL. */
    String authority() {
        return encode(user) + ":" + encode(password) + "@" + host + ":" + port;
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new TreeMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
