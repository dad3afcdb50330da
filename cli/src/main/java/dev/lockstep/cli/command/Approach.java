package dev.lockstep.cli.command;

import dev.lockstep.cli.url.DatabaseUrl;
import dev.lockstep.cli.url.Endpoint;
import dev.lockstep.model.Check;
import dev.lockstep.model.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The way to a database, checked as far as one gets without logging in. Of several servers, one that answers is enough. */
final class Approach {
    private static final int PATIENCE_MILLIS = 5_000;

    private final DatabaseUrl url;

    Approach(DatabaseUrl url) {
        this.url = url;
    }

    /** The checks, in order; behind a problem there is none. */
    List<Check> checks() {
        if (url.file().isPresent()) {
            return List.of(new Check("file", file(url.file().get())));
        }
        List<Check> checks = new ArrayList<>();
        List<Endpoint> endpoints = url.endpoints();
        if (!endpoints.isEmpty()) {
            checks.add(new Check("host", hosts(endpoints)));
            if (!isProblem(checks)) {
                checks.add(new Check("port", ports(endpoints)));
            }
        }
        return checks;
    }

    static boolean isProblem(List<Check> checks) {
        return checks.stream().anyMatch(check -> check.finding().verdict() == Finding.Verdict.PROBLEM);
    }

    private static Finding file(Path file) {
        if (Files.isDirectory(file)) {
            return Finding.problem(file + " is a folder", "name a file in it with --url sqlite:FILE");
        }
        if (Files.exists(file)) {
            return Files.isReadable(file)
                    ? Finding.ok(file + " is there")
                    : Finding.problem(file + " is there, and this user may not read it", "chown or chmod " + file);
        }
        return fileToBe(file);
    }

    private static Finding fileToBe(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Finding.problem(
                    "the folder " + folder + ", in which the file is to be made, does not exist",
                    "make the folder, or name another file with --url sqlite:FILE");
        }
        return Files.isWritable(folder)
                ? Finding.ok(file
                        + " is not there yet; the first run makes it, and until then an empty database stands for it")
                : Finding.problem("this user may not make " + file + " in its folder", "chown or chmod " + folder);
    }

    private static Finding hosts(List<Endpoint> endpoints) {
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Endpoint each : endpoints) {
            try {
                String addresses = addresses(each.host());
                known.add(addresses.equals(each.host()) ? addresses : each.host() + " is " + addresses);
            } catch (UnknownHostException nobody) {
                unknown.add("the host '" + each.host() + "' is not known");
            }
        }
        return finding(known, unknown, "correct the host in the URL, or the name server's entry");
    }

    private static String addresses(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .map(InetAddress::getHostAddress)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Finding ports(List<Endpoint> endpoints) {
        List<String> open = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (Endpoint each : endpoints) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(each.host(), each.port()), PATIENCE_MILLIS);
                open.add(each + " answers");
            } catch (IOException silent) {
                closed.add("nothing answers at " + each + ": " + silent.getMessage());
            }
        }
        return finding(
                open,
                closed,
                "see that the server runs and listens there, and that no firewall is between; 'lockstep wait' waits for it");
    }

    private static Finding finding(List<String> good, List<String> bad, String remedy) {
        String text = String.join("; ", good) + (good.isEmpty() || bad.isEmpty() ? "" : "; ") + String.join("; ", bad);
        if (bad.isEmpty()) {
            return Finding.ok(text);
        }
        return good.isEmpty() ? Finding.problem(text, remedy) : Finding.warning(text, remedy);
    }
}
