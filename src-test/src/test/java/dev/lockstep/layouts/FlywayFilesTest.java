package dev.lockstep.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.MigrationFiles;
import dev.lockstep.model.Migration;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How Flyway's file names and settings are read. */
class FlywayFilesTest {

    private static MigrationFiles files(String format, Map<String, String> texts) {
        return MigrationFiles.of(MigrationSource.memory(texts), Layouts.named(format), "sqlite");
    }

    private static MigrationFiles named(String... names) {
        Map<String, String> texts = new HashMap<>();
        List.of(names).forEach(name -> texts.put(name, name.endsWith(".conf") ? "" : "SELECT 1;"));
        return files("flyway", texts);
    }

    private static List<String> ids(MigrationFiles files) {
        return files.migrations().stream()
                .map(migration -> migration.id() + "|" + migration.description())
                .toList();
    }

    @Test
    void versions_go_by_number_and_repeatable_migrations_by_description() {
        assertThat(ids(named(
                        "V1_10__ten.sql",
                        "V1.9__nine.sql",
                        "V01__one.SQL",
                        "sub/V2__.sql",
                        "V3.sql",
                        "V4__a__b_c.d.sql",
                        "R__a_b.sql",
                        "R__a1.sql")))
                .containsExactly("01|one", "1.9|nine", "1.10|ten", "2|", "3|", "4|a  b c.d", "R__a_b|a b", "R__a1|a1");
    }

    @Test
    void names_that_fit_no_rule_are_left_out_with_the_reason() {
        assertThat(named(
                                "V1__a.sql",
                                "Vendors.sql",
                                "v2__b.sql",
                                "R1__c.sql",
                                "V__d.sql",
                                "README.md",
                                "V1__a.sql.conf")
                        .leftOut())
                .extracting(Object::toString)
                .containsExactly(
                        "R1__c.sql (there is something between R and __)",
                        "README.md (its name does not end in .sql)",
                        "V__d.sql ('' is no version)",
                        "Vendors.sql ('endors' is no version)",
                        "v2__b.sql (its name begins neither like a migration nor with a callback's event)");
    }

    @Test
    void the_same_version_twice_is_an_error_that_names_both_files() {
        assertThatThrownBy(() -> named("V1__a.sql", "sub/V1_0__b.sql"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("V1__a.sql")
                .hasMessageContaining("sub/V1_0__b.sql");
    }

    @Test
    void prefixes_separator_and_suffixes_are_those_of_the_settings() {
        Map<String, String> texts = Map.of(
                "flyway.conf",
                "flyway.sqlMigrationPrefix=ver-\nflyway.sqlMigrationSeparator=--\nflyway.sqlMigrationSuffixes=.ddl,.pkg\n",
                "ver-7--some_words.ddl",
                "SELECT 1;",
                "V8__not.sql",
                "SELECT 1;");

        assertThat(ids(files("flyway", texts))).containsExactly("7|some words");
    }

    @Test
    void what_the_settings_ask_for_and_cannot_be_done_is_an_error() {
        Map<String, String> texts =
                Map.of("V1__a.sql", "SELECT 1;", "flyway.conf", "flyway.callbacks=com.example.Audit\n");

        assertThatThrownBy(() -> files("flyway", texts))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("flyway.callbacks");
    }

    @Test
    void auto_knows_flyway_by_its_versions_and_not_by_repeatable_ones() {
        assertThat(ids(files("auto", Map.of("V1__a.sql", "SELECT 1;", "R__b.sql", "SELECT 1;"))))
                .containsExactly("1|a", "R__b|b");
        assertThat(ids(files("auto", Map.of("1_a.sql", "SELECT 1;", "R__b.sql", "SELECT 1;"))))
                .containsExactly("1|a", "R__b|b");
    }

    @Test
    void settings_of_a_script_decide_whether_it_counts_and_how_it_is_read() throws Exception {
        Map<String, String> texts = Map.of(
                "flyway.conf", "flyway.placeholders.stage=test\nflyway.encoding=ISO-8859-1\n",
                "V1__a.sql", "SELECT 1;",
                "V1__a.sql.conf", "shouldExecute=(${stage}==test && true) || false\nexecuteInTransaction=false",
                "V2__b.sql", "SELECT 1;",
                "V2__b.sql.conf", "shouldExecute=${stage}!=test",
                "V3__c.sql", "SELECT 'é';");
        List<Migration> migrations = files("flyway", texts).migrations();

        assertThat(migrations)
                .extracting(migration -> migration.id().toString())
                .containsExactly("1", "3");
        assertThat(migrations.get(0).up().directives().transaction()).isFalse();
        assertThat(text(migrations.get(1).up())).isEqualTo("SELECT 'Ã©';");
    }

    private static String text(Script script) throws Exception {
        try (var stream = script.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void an_unknown_setting_of_a_script_is_an_error() {
        Map<String, String> texts = Map.of("V1__a.sql", "SELECT 1;", "V1__a.sql.conf", "executeInTransactoin=false");

        assertThatThrownBy(() -> files("flyway", texts))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("executeInTransactoin");
    }
}
