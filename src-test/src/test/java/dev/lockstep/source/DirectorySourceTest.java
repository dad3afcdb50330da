package dev.lockstep.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.model.Script;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
    @TempDir
    Path directory;

    @Test
    void finds_the_files_of_all_folders() throws IOException {
        write("1_a.sql", "one");
        write("2024/q1/2_b.sql", "two");
        write("README.md", "three");
        assertThat(contents(MigrationSource.directory(directory)))
                .isEqualTo(Map.of("1_a.sql", "one", "2024/q1/2_b.sql", "two", "README.md", "three"));
    }

    @Test
    void an_empty_directory_has_no_files() throws IOException {
        assertThat(MigrationSource.directory(directory).files()).isEmpty();
    }

    @Test
    void a_script_is_shown_by_its_path() throws IOException {
        write("2024/2_b.sql", "two");
        SourceFile file = MigrationSource.directory(directory).files().get(0);
        assertThat(file.script().name()).isEqualTo(directory + "/2024/2_b.sql");
        assertThat(file.fileName()).isEqualTo("2_b.sql");
    }

    @Test
    void names_may_hold_anything() throws IOException {
        List<String> names = List.of(
                "1_a b.sql", "2_a#b.sql", "3_a%20b.sql", "4_ümläut😀.sql", "5_a?b=c&d.sql", "6_'.sql", "7_\\.sql");
        for (String name : names) {
            write("sub folder/" + name, name);
        }
        assertThat(MigrationSource.directory(directory).files())
                .extracting(SourceFile::fileName)
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(contents(MigrationSource.directory(directory)).values()).containsExactlyElementsOf(names);
    }

    @Test
    void what_begins_with_a_dot_is_left_alone() throws IOException {
        write(".1_a.sql", "");
        write(".git/2_b.sql", "");
        write("sub/.hidden/3_c.sql", "");
        write("sub/4_d.sql", "");
        assertThat(contents(MigrationSource.directory(directory))).containsOnlyKeys("sub/4_d.sql");
    }

    @Test
    void a_directory_that_begins_with_a_dot_is_read_if_it_is_asked_for() throws IOException {
        write(".db/1_a.sql", "");
        assertThat(contents(MigrationSource.directory(directory.resolve(".db"))))
                .containsOnlyKeys("1_a.sql");
    }

    @Test
    void links_to_files_and_folders_are_followed() throws IOException {
        write("real/1_a.sql", "one");
        write("elsewhere.sql", "two");
        Path linked = Files.createDirectory(directory.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("folder"), directory.resolve("real"));
        Files.createSymbolicLink(linked.resolve("2_b.sql"), directory.resolve("elsewhere.sql"));
        assertThat(contents(MigrationSource.directory(linked)))
                .isEqualTo(Map.of("folder/1_a.sql", "one", "2_b.sql", "two"));
    }

    @Test
    void the_directory_itself_may_be_a_link() throws IOException {
        write("real/1_a.sql", "one");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
        assertThat(contents(MigrationSource.directory(link))).containsOnlyKeys("1_a.sql");
    }

    @Test
    void a_link_back_to_a_folder_above_is_refused_and_does_not_go_on_for_ever() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("a/b"));
        Files.createSymbolicLink(folder.resolve("up"), directory);
        assertThatThrownBy(() -> MigrationSource.directory(directory).files()).isInstanceOf(IOException.class);
    }

    @Test
    void a_link_to_nothing_is_told_when_it_is_read() throws IOException {
        Files.createSymbolicLink(directory.resolve("1_a.sql"), directory.resolve("gone.sql"));
        Script script = MigrationSource.directory(directory).files().get(0).script();
        assertThatThrownBy(script::open).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_directory_that_is_not_there_is_refused() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> MigrationSource.directory(missing).files())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void a_file_is_no_directory() throws IOException {
        write("1_a.sql", "");
        assertThatThrownBy(() ->
                        MigrationSource.directory(directory.resolve("1_a.sql")).files())
                .isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void a_script_may_be_opened_any_number_of_times() throws IOException {
        write("1_a.sql", "one");
        Script script = MigrationSource.directory(directory).files().get(0).script();
        assertThat(text(script)).isEqualTo("one");
        assertThat(text(script)).isEqualTo("one");
    }

    @Test
    void an_archive_is_a_file_system_too() throws IOException {
        URI archive = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path root = zip.getPath("/");
            Files.createDirectories(root.resolve("db/sub folder"));
            Files.writeString(root.resolve("db/1_a.sql"), "one");
            Files.writeString(root.resolve("db/sub folder/2_ü#.sql"), "two");
            assertThat(contents(MigrationSource.directory(root.resolve("db"))))
                    .isEqualTo(Map.of("1_a.sql", "one", "sub folder/2_ü#.sql", "two"));
            assertThat(contents(MigrationSource.directory(root)).keySet())
                    .isEqualTo(Set.of("db/1_a.sql", "db/sub folder/2_ü#.sql"));
            assertThatThrownBy(() ->
                            MigrationSource.directory(zip.getPath("/gone")).files())
                    .isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void memory_holds_files_by_their_paths() throws IOException {
        MigrationSource memory = MigrationSource.memory(Map.of("a/1_a.sql", "one ü😀", "2_b.sql", "two"));
        assertThat(memory.name()).isEqualTo("memory");
        assertThat(contents(memory)).isEqualTo(Map.of("a/1_a.sql", "one ü😀", "2_b.sql", "two"));
    }

    @Test
    void several_sources_are_one() throws IOException {
        write("1_a.sql", "one");
        MigrationSource memory = MigrationSource.memory(Map.of("2_b.sql", "two"));
        MigrationSource both = MigrationSource.all(List.of(MigrationSource.directory(directory), memory));
        assertThat(both.name()).isEqualTo(directory + ", memory");
        assertThat(contents(both)).isEqualTo(Map.of("1_a.sql", "one", "2_b.sql", "two"));
        assertThat(MigrationSource.all(List.of(memory))).isSameAs(memory);
    }

    @Test
    void several_sources_of_which_one_is_not_there_are_refused() {
        MigrationSource gone = MigrationSource.directory(directory.resolve("gone"));
        MigrationSource both = MigrationSource.all(List.of(MigrationSource.memory(Map.of()), gone));
        assertThatThrownBy(both::files).isInstanceOf(NoSuchFileException.class);
    }

    static Map<String, String> contents(MigrationSource source) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (SourceFile file : source.files()) {
            assertThat(contents.put(file.path(), text(file.script()))).isNull();
        }
        return contents;
    }

    private static String text(Script script) throws IOException {
        try (InputStream stream = script.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
