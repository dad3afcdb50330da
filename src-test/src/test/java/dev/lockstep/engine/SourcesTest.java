package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Target;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** The places that files come from, from end to end. */
class SourcesTest {
    private static final String FOLDER = "db/migrations";

    @TempDir
    Path temporary;

    @EachDatabase
    void a_directory(TestDatabase db) throws Exception {
        Path folder = write(temporary.resolve("a folder"), Given.logging(1, 2));
        write(
                folder.resolve("below/and below"),
                Given.files("3_deep.up.sql", "INSERT INTO log VALUES (3);\n", "README.md", "#"));

        upAndDown(db, MigrationSource.directory(folder), "1,2,3");
    }

    @EachDatabase
    void a_folder_of_the_class_path(TestDatabase db) throws Exception {
        Path root = temporary.resolve("classes");
        write(root.resolve(FOLDER), Given.logging(1, 2));

        try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
            upAndDown(db, MigrationSource.classpath(FOLDER, loader), "1,2");
        }
    }

    @EachDatabase
    void a_jar_of_the_class_path(TestDatabase db) throws Exception {
        Path jar = jar(temporary.resolve("the application.jar"), Given.logging(1, 2));

        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            upAndDown(db, MigrationSource.classpath(FOLDER, loader), "1,2");
        }
    }

    @EachDatabase
    void a_zip_file_system(TestDatabase db) throws Exception {
        Path zip = jar(temporary.resolve("files.zip"), Given.logging(1, 2));

        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of())) {
            upAndDown(db, MigrationSource.directory(files.getPath(FOLDER)), "1,2");
        }
    }

    @EachDatabase
    void several_together(TestDatabase db) throws Exception {
        MigrationSource folder = MigrationSource.directory(write(temporary.resolve("one"), Given.logging(1)));
        MigrationSource memory = MigrationSource.memory(Given.files("2_more.up.sql", "INSERT INTO log VALUES (2);\n"));

        upAndDown(db, MigrationSource.all(List.of(folder, memory)), "1,2");
    }

    @EachDatabase
    void a_failure_names_the_file_as_people_find_it(TestDatabase db) throws Exception {
        Path folder = write(temporary.resolve("wrong"), Given.files("1_wrong.up.sql", "INSERT INTO lgo VALUES (1);\n"));
        Lockstep lockstep = Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .build();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("at " + folder.resolve("1_wrong.up.sql") + ":1:");
    }

    private static void upAndDown(TestDatabase db, MigrationSource source, String log) throws Exception {
        Lockstep lockstep = Lockstep.builder(db.dataSource(), source).build();
        lockstep.migrate();
        assertThat(Given.log(db)).isEqualTo(log);
        assertThat(lockstep.migrate().done()).isEmpty();
        if (log.equals("1,2") && !source.name().contains(",")) {
            lockstep.down(Target.EVERYTHING);
            assertThat(Given.hasTable(db, "log")).isFalse();
        }
    }

    private static Path write(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    private static Path jar(Path path, Map<String, String> files) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path))) {
            for (String folder : List.of("db/", FOLDER + "/")) {
                jar.putNextEntry(new JarEntry(folder));
                jar.closeEntry();
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(FOLDER + "/" + file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
        return path;
    }
}
