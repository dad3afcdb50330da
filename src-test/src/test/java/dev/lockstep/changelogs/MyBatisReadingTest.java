package dev.lockstep.changelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Migration;
import dev.lockstep.model.Script;
import dev.lockstep.source.Layout;
import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.Substitution;
import dev.lockstep.source.Substitution.Facts;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.ibatis.migration.Environment;
import org.apache.ibatis.migration.MigrationReader;
import org.apache.ibatis.migration.VariableReplacer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tool's own reader takes for the way up and for the way down is taken for them here too. */
class MyBatisReadingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- //@UNDO",
                "--//@UNDO",
                "-- // @UNDO",
                "--  //  @UNDO",
                "\t--\t//\t@UNDO",
                "  -- //@UNDO  ",
                "-- //@UNDO and more",
                "-- //@UNDOING",
                "-- //@undo",
                "-- //@Undo",
                "-- @UNDO",
                "--@UNDO",
                "//@UNDO",
                "// @UNDO",
                "// //@UNDO",
                "- - //@UNDO",
                "-- / /@UNDO",
                "-- ///@UNDO",
                "-- //x @UNDO",
                "-- // the way back @UNDO",
                "--- //@UNDO",
                "SELECT 0; -- //@UNDO",
                "/* -- //@UNDO */",
                "#//@UNDO",
                "-- //@UNDO\nSELECT 8;\n-- //@UNDO",
                "-- //@UNDO\r\nSELECT 8;\r",
                "-- //@ UNDO",
                "-- //@UND",
                ""
            })
    void the_mark_between_up_and_down(String mark) throws Exception {
        String text = "-- // about it\nSELECT 1;\n" + mark + "\nSELECT 2;\n";

        assertThat(here(text)).as("%s", mark).isEqualTo(inTheTool(text));
    }

    @Test
    void settings_without_a_counterpart_are_told() throws Exception {
        Layout.Listing listing = listing(
                "environments/development.properties",
                "ignore_warnings=false\nremove_crs=true\nhook_after_up=js:x.js\ntime_zone=UTC\ndriver=x\nmine=1\n",
                "scripts/1_a.sql",
                "-- // a\nSELECT 1;\n");

        assertThat(listing.notes())
                .containsExactly(
                        "hooks are not run here: hook_after_up",
                        "warnings of the database do not stop a migration here, though ignore_warnings is false",
                        "statements keep the ends of their lines here, though remove_crs is true");
    }

    @Test
    void variables(@TempDir Path folder) throws Exception {
        String properties = "mine=1\nchangelog=LOG\nurl=jdbc:x\nusername=sa\ndelimiter=;\nhook_before_up=SQL:x.sql\n"
                + "nested=${mine}\nempty=\ntime_zone=UTC\nUpper=u\n";
        Files.writeString(folder.resolve("test.properties"), properties);
        VariableReplacer replacer = new VariableReplacer(
                new Environment(folder.resolve("test.properties").toFile()).getVariables());
        Substitution substitution = listing(
                        "environments/development.properties", properties, "scripts/1_a.sql", "-- // a\n")
                .manner()
                .substitution();
        Facts facts = new Facts(Map.of(), "", Optional.empty(), Instant.EPOCH);

        for (String name : List.of(
                "mine",
                "changelog",
                "url",
                "username",
                "delimiter",
                "hook_before_up",
                "nested",
                "empty",
                "time_zone",
                "Upper",
                "upper",
                "nobody",
                "",
                " mine ",
                "a\\}b")) {
            String text = "x ${" + name + "} \\${" + name + "} y";
            assertThat(substitution
                            .pattern()
                            .matcher(text)
                            .replaceAll(found -> Matcher.quoteReplacement(
                                    substitution.value(found, facts).orElse(found.group()))))
                    .as("%s", name)
                    .isEqualTo(replacer.replace(text));
        }
    }

    private static List<String> here(String text) throws Exception {
        Migration migration = listing("scripts/1_a.sql", text).migrations().get(0);
        return List.of(words(text(migration.up())), words(text(migration.down().orElseThrow())));
    }

    private static Layout.Listing listing(String... pathsAndTexts) throws Exception {
        Map<String, String> files = pathsAndTexts.length == 2
                ? Map.of(pathsAndTexts[0], pathsAndTexts[1])
                : Map.of(pathsAndTexts[0], pathsAndTexts[1], pathsAndTexts[2], pathsAndTexts[3]);
        return Layouts.named("mybatis")
                .list(
                        SourceFiles.of(MigrationSource.memory(files)),
                        new DialectNames(List.of("sqlite"), List.of("sqlite")));
    }

    private static String text(Script script) throws Exception {
        try (InputStream stream = script.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> inTheTool(String text) throws Exception {
        return List.of(words(inTheTool(text, false)), words(inTheTool(text, true)));
    }

    private static String inTheTool(String text, boolean isUndo) throws Exception {
        StringWriter read = new StringWriter();
        try (MigrationReader reader = new MigrationReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "UTF-8", isUndo, new Properties())) {
            reader.transferTo(read);
        }
        return read.toString();
    }

    /** The tool's runner passes over lines that begin as comments. */
    private static String words(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("--") && !line.startsWith("//") && !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
