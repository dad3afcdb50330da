package dev.lockstep.source;

import static dev.lockstep.source.DirectorySourceTest.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClasspathSourceTest {
    private static final Map<String, String> FILES = Map.of(
            "1_a.sql", "one",
            "sub/2_b.sql", "two",
            "3_a b.sql", "three",
            "4_a#b.sql", "four",
            "5_100%.sql", "five",
            "6_a%20b.sql", "six",
            "7_ümläut.sql", "seven",
            "8_a+b.sql", "eight",
            "9_a?b.sql", "nine");

    @TempDir
    Path directory;

    @Test
    void a_folder_is_found_in_a_folder() throws IOException {
        write("db/migrations");
        try (URLClassLoader loader = loader(directory)) {
            assertThat(contents(MigrationSource.classpath("db/migrations", loader)))
                    .isEqualTo(FILES);
        }
    }

    @Test
    void a_folder_is_found_in_a_jar() throws IOException {
        Path jar = Files.write(directory.resolve("a b#c%20d.jar"), jar("db/migrations"));
        try (URLClassLoader loader = loader(jar)) {
            assertThat(contents(MigrationSource.classpath("db/migrations", loader)))
                    .isEqualTo(FILES);
        }
    }

    @Test
    void the_folders_own_name_may_hold_anything() throws IOException {
        write("db 100% ü#/migrations");
        Path jar = Files.write(directory.resolve("x.jar"), jar("db 100% ü#/other"));
        try (URLClassLoader loader = loader(directory, jar)) {
            assertThat(contents(MigrationSource.classpath("db 100% ü#/migrations", loader)))
                    .isEqualTo(FILES);
            assertThat(contents(MigrationSource.classpath("db 100% ü#/other", loader)))
                    .isEqualTo(FILES);
        }
    }

    @Test
    void a_folder_is_found_in_a_jar_within_a_jar() throws IOException {
        ClassLoader loader = new NestedLoader(jar("db/migrations"));
        assertThat(contents(MigrationSource.classpath("db/migrations", loader))).isEqualTo(FILES);
    }

    @Test
    void folders_of_one_name_are_found_together() throws IOException {
        Path one = Files.createDirectories(directory.resolve("one/db"));
        Files.writeString(one.resolve("1_a.sql"), "one");
        Path jar = directory.resolve("x.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            entry(out, "db/", "");
            entry(out, "db/2_b.sql", "two");
        }
        try (URLClassLoader loader = loader(one.getParent(), jar)) {
            assertThat(contents(MigrationSource.classpath("db", loader)))
                    .isEqualTo(Map.of("1_a.sql", "one", "2_b.sql", "two"));
        }
    }

    @Test
    void a_folder_of_which_the_name_goes_on_is_another_one() throws IOException {
        Path jar = directory.resolve("x.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("db/", "db/1_a.sql", "db2/", "db2/2_b.sql", "x/db/3_c.sql")) {
                entry(out, name, "");
            }
        }
        try (URLClassLoader loader = loader(jar)) {
            assertThat(contents(MigrationSource.classpath("db", loader))).containsOnlyKeys("1_a.sql");
        }
    }

    @Test
    void a_jar_need_not_tell_its_folders() throws IOException {
        Path jar = directory.resolve("x.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            entry(out, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");
            entry(out, "db 1/sub/1_a b.sql", "one");
            entry(out, "db 10/2_b.sql", "two");
        }
        try (URLClassLoader loader = loader(jar)) {
            assertThat(contents(MigrationSource.classpath("db 1", loader))).isEqualTo(Map.of("sub/1_a b.sql", "one"));
            MigrationSource absent = MigrationSource.classpath("db", loader);
            assertThatThrownBy(absent::files).isInstanceOf(FileNotFoundException.class);
        }
    }

    @Test
    void hidden_files_of_a_jar_are_left_alone() throws IOException {
        Path jar = directory.resolve("x.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("db/", "db/1_a.sql", "db/.1_a.sql.swp", "db/.git/2_b.sql")) {
                entry(out, name, "");
            }
        }
        try (URLClassLoader loader = loader(jar)) {
            assertThat(contents(MigrationSource.classpath("db", loader))).containsOnlyKeys("1_a.sql");
        }
    }

    @Test
    void slashes_around_the_folder_do_not_matter() throws IOException {
        write("db/migrations");
        try (URLClassLoader loader = loader(directory)) {
            MigrationSource source = MigrationSource.classpath("/db/migrations/", loader);
            assertThat(source.name()).isEqualTo("classpath:db/migrations");
            assertThat(contents(source)).isEqualTo(FILES);
        }
    }

    @Test
    void a_script_is_shown_as_on_the_class_path() throws IOException {
        write("db");
        try (URLClassLoader loader = loader(directory)) {
            assertThat(MigrationSource.classpath("db", loader).files())
                    .allMatch(file -> file.script().name().equals("classpath:db/" + file.path()));
        }
    }

    @Test
    void a_folder_that_is_not_there_is_refused() throws IOException {
        try (URLClassLoader loader = loader(directory)) {
            assertThatThrownBy(() -> MigrationSource.classpath("db", loader).files())
                    .isInstanceOf(FileNotFoundException.class)
                    .hasMessage("classpath:db");
        }
    }

    @Test
    void a_place_that_cannot_be_listed_is_refused_by_name() {
        ClassLoader loader = new ClassLoader(null) {
            @Override
            protected Enumeration<URL> findResources(String name) throws IOException {
                return Collections.enumeration(List.of(new URL("vfs", "", -1, "/x/" + name, new Handler(new byte[0]))));
            }
        };
        assertThatThrownBy(() -> MigrationSource.classpath("db", loader).files())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("vfs");
    }

    @Test
    void the_context_class_loader_is_asked_where_none_is_named() throws IOException {
        write("db/of/this/test");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = loader(directory)) {
            thread.setContextClassLoader(loader);
            assertThat(contents(MigrationSource.classpath("db/of/this/test"))).isEqualTo(FILES);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URLClassLoader loader(Path... places) throws IOException {
        URL[] urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = places[i].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }

    private void write(String folder) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = directory.resolve(folder).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static byte[] jar(String folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            entry(out, folder + "/", "");
            entry(out, folder + "/sub/", "");
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                entry(out, folder + "/" + file.getKey(), file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void entry(JarOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }

    /** A class loader as frameworks have it: a jar that lies in a jar, and is never a file of its own. */
    private static final class NestedLoader extends ClassLoader {
        private final byte[] jar;

        NestedLoader(byte[] jar) {
            super(null);
            this.jar = jar;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            URL url = new URL("jar", "", -1, "nested:/app.jar/!BOOT-INF/lib/inner.jar!/" + name, new Handler(jar));
            return Collections.enumeration(List.of(url));
        }
    }

    private static final class Handler extends URLStreamHandler {
        private final byte[] jar;

        Handler(byte[] jar) {
            this.jar = jar;
        }

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return url.getProtocol().equals("jar") ? new NestedConnection(url, jar) : new Closed(url);
        }
    }

    private static final class Closed extends URLConnection {
        Closed(URL url) {
            super(url);
        }

        @Override
        public void connect() {}
    }

    /** The outer jar is never touched: the entry is read from the bytes of the inner one. */
    private static final class NestedConnection extends JarURLConnection {
        private final byte[] jar;
        private final String entry;

        NestedConnection(URL url, byte[] jar) throws IOException {
            super(new URL("jar:file:/app.jar!/"
                    + url.getFile().substring(url.getFile().lastIndexOf("!/") + 2)));
            this.jar = jar;
            this.url = url;
            String name = url.getFile().substring(url.getFile().lastIndexOf("!/") + 2);
            this.entry = name.contains("%")
                    ? URI.create("x:/" + name.replace("?", "%3F")).getPath().substring(1)
                    : name;
        }

        @Override
        public void connect() {}

        @Override
        public String getEntryName() {
            return entry;
        }

        @Override
        public JarFile getJarFile() throws IOException {
            Path copy = Files.createTempFile("inner", ".jar");
            Files.write(copy, jar);
            copy.toFile().deleteOnExit();
            return new JarFile(copy.toFile());
        }

        @Override
        public InputStream getInputStream() throws IOException {
            try (JarFile file = getJarFile()) {
                return new ByteArrayInputStream(
                        file.getInputStream(file.getJarEntry(entry)).readAllBytes());
            }
        }
    }
}
