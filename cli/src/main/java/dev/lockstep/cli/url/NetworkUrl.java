package dev.lockstep.cli.url;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what follows the two slashes: {@code user:password@host:port,host/database?options}. */
final class NetworkUrl {
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]+(%[\\w.-]+)?");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int HIGHEST_PORT = 65_535;
    private static final String TCP = "tcp(";
    private static final String ENCODE =
            "percent-encode what is special in them: / is %2F, ? is %3F, @ is %40, : is %3A, % is %25";

    private final Faults faults;
    private final Vendor vendor;
    private final String scheme;
    private final Map<String, Secret> secrets = new TreeMap<>();
    private Optional<String> user = Optional.empty();

    NetworkUrl(Faults faults, Vendor vendor, String scheme) {
        this.faults = faults;
        this.vendor = vendor;
        this.scheme = scheme;
    }

    DatabaseUrl read(String text) {
        int tcp = tcp(text);
        if (tcp >= 0) {
            return tcpForm(text, tcp);
        }
        int end = endOfAuthority(text);
        int mark = text.indexOf('?', end);
        String path = text.substring(end, mark < 0 ? text.length() : mark);
        if (path.indexOf('@') >= 0) {
            throw faults.in("user or password", "an @ stands behind the host", ENCODE);
        }
        int at = text.lastIndexOf('@', end);
        login(at < 0 ? "" : text.substring(0, at), false);
        return url(text.substring(at + 1, end), text.substring(end));
    }

    /** Where {@code tcp(host:port)} begins; whatever stands before it is user and password. */
    private int tcp(String text) {
        if (vendor != Vendor.MARIADB) {
            return -1;
        }
        int at = text.lastIndexOf("@" + TCP);
        return text.startsWith(TCP) ? 0 : at < 0 ? -1 : at + 1;
    }

    private DatabaseUrl tcpForm(String text, int tcp) {
        int close = text.indexOf(')', tcp);
        if (close < 0) {
            throw faults.in("host", "tcp( is not closed", "write mysql://USER:PASSWORD@tcp(HOST:PORT)/DATABASE");
        }
        login(tcp == 0 ? "" : text.substring(0, tcp - 1), true);
        return url(text.substring(tcp + TCP.length(), close), text.substring(close + 1));
    }

    private static int endOfAuthority(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/' || text.charAt(i) == '?') {
                return i;
            }
        }
        return text.length();
    }

    private void login(String text, boolean isLenient) {
        int colon = text.indexOf(':');
        String name = decoded("user", colon < 0 ? text : text.substring(0, colon), isLenient);
        user = name.isEmpty() ? Optional.empty() : Optional.of(name);
        if (colon >= 0) {
            secrets.put("password", new Secret(decoded("password", text.substring(colon + 1), isLenient)));
        }
    }

    private String decoded(String part, String text, boolean isLenient) {
        return isLenient
                ? Percent.decodeLeniently(text)
                : Percent.decode(text)
                        .orElseThrow(() ->
                                faults.in(part, "a % is not followed by two hexadecimal digits", "write %25 for a %"));
    }

    private DatabaseUrl url(String hosts, String tail) {
        String authority = String.join(",", hosts(hosts));
        int mark = tail.indexOf('?');
        String database = database(mark < 0 ? tail : tail.substring(0, mark));
        UrlOptions options = UrlOptions.read(mark < 0 ? "" : tail.substring(mark + 1), vendor, faults);
        Map<String, String> plain = new TreeMap<>(options.plain());
        user.ifPresent(name -> plain.put("user", name));
        secrets.putAll(options.secret());
        String name = vendor == Vendor.POSTGRESQL ? URLEncoder.encode(database, StandardCharsets.UTF_8) : database;
        String login = plain.containsKey("user") ? plain.get("user") + "@" : "";
        return new DatabaseUrl(
                Optional.of(vendor),
                "jdbc:" + vendor.dialect() + "://" + authority + "/" + name,
                scheme + "://" + login + authority + "/" + database,
                Optional.empty(),
                plain,
                secrets);
    }

    private List<String> hosts(String text) {
        List<String> hosts = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            hosts.add(host(each));
        }
        return hosts;
    }

    private String host(String text) {
        if (text.isEmpty()) {
            return "localhost";
        }
        if (text.startsWith("[")) {
            return bracketed(text);
        }
        int colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':')) {
            throw faults.in(
                    "host",
                    "there is more than one colon",
                    "an IPv6 address stands in brackets: [::1]:5432; " + "in user and password, " + ENCODE);
        }
        String name = colon < 0 ? text : text.substring(0, colon);
        if (!HOST.matcher(name).matches()) {
            throw faults.in("host", "it is no name and no address", ENCODE);
        }
        return colon < 0 ? name : name + port(text.substring(colon));
    }

    private String bracketed(String text) {
        int close = text.indexOf(']');
        if (close < 0 || !IPV6.matcher(text.substring(1, close)).matches()) {
            throw faults.in("host", "what is in brackets is no IPv6 address", "write [::1] or [::1]:5432");
        }
        String port = text.substring(close + 1);
        return text.substring(0, close + 1) + (port.isEmpty() ? "" : port(port));
    }

    private String port(String text) {
        String digits = text.substring(1);
        boolean isPort = text.startsWith(":")
                && PORT.matcher(digits).matches()
                && Integer.parseInt(digits) >= 1
                && Integer.parseInt(digits) <= HIGHEST_PORT;
        if (!isPort) {
            throw faults.in(
                    "port",
                    "it is not a number from 1 to " + HIGHEST_PORT,
                    "write HOST:PORT; if user or password hold special characters, " + ENCODE);
        }
        return text;
    }

    private String database(String path) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        if (name.indexOf('/') >= 0) {
            throw faults.in("database name", "it holds a /", "write %2F if it really does; " + ENCODE);
        }
        return Percent.decode(name)
                .orElseThrow(() -> faults.in(
                        "database name", "a % is not followed by two hexadecimal digits", "write %25 for a %"));
    }
}
