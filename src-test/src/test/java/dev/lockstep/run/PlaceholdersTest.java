package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.script.ScriptReader;
import dev.lockstep.source.Substitution;
import dev.lockstep.source.Substitution.Facts;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
    private final Dialect dialect = new Dialects(Dialects.found()).ofName("sqlite");
    private final Placeholders placeholders = own(Map.of("schema", "shop", "money", "$1 \\ ${schema}", "empty", ""));
    private final Placeholders none = own(Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1                    | SELECT 1",
                "SELECT '${schema}.t'        | SELECT 'shop.t'",
                "SELECT '${schema}${schema}' | SELECT 'shopshop'",
                "SELECT '${empty}'           | SELECT ''",
                "SELECT '${money}'           | SELECT '$1 \\ ${schema}'",
                "SELECT '$schema {schema}'   | SELECT '$schema {schema}'",
                "SELECT '${schema '          | SELECT '${schema '"
            })
    void are_replaced_once_and_to_the_letter(String text, String filled) throws IOException {
        assertThat(filled(placeholders, text)).isEqualTo(filled);
    }

    @Test
    void without_any_value_the_text_is_left_alone() throws IOException {
        assertThat(filled(none, "SELECT '${schema}'")).isEqualTo("SELECT '${schema}'");
    }

    @Test
    void an_unknown_name_is_refused_at_its_place_with_those_that_are_known() {
        assertThatThrownBy(() -> filled(placeholders, "SELECT '${shema}'"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("there is no placeholder 'shema'; the known ones are empty, money, schema")
                .hasMessageContaining("at 1_a.sql:1:9")
                .hasMessageContaining("--placeholder shema=VALUE");
    }

    @Test
    void its_place_is_found_behind_surrogate_pairs() {
        assertThatThrownBy(() -> filled(placeholders, "SELECT '😀😀${x}'"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("at 1_a.sql:1:11");
    }

    @Test
    void an_empty_name_is_unknown() {
        assertThatThrownBy(() -> filled(placeholders, "SELECT '${}'")).isInstanceOf(ValidationException.class);
    }

    @Test
    void are_checked_before_anything_is_executed() {
        assertThatThrownBy(() -> outline(placeholders, "SELECT 1; SELECT '${x}'"))
                .isInstanceOf(ValidationException.class);
        assertThatCode(() -> outline(placeholders, "SELECT '${schema}'")).doesNotThrowAnyException();
        assertThatCode(() -> outline(none, "SELECT '${x}'")).doesNotThrowAnyException();
    }

    @Test
    void a_script_may_ask_for_none() throws IOException {
        String text = "-- lockstep: placeholders=off\nSELECT '${schema}'";
        assertThat(filled(placeholders, text)).isEqualTo("SELECT '${schema}'");
    }

    private static Placeholders own(Map<String, String> given) {
        return new Placeholders(Substitution.OWN, new Facts(given, "1_a.sql", Optional.empty(), Instant.EPOCH));
    }

    private void outline(Placeholders values, String text) throws IOException {
        ScriptReader.outline(Script.ofText("1_a.sql", text), dialect.traits(), values::check);
    }

    private String filled(Placeholders values, String text) throws IOException {
        try (ScriptReader reader = new ScriptReader(Script.ofText("1_a.sql", text), dialect.traits())) {
            assertThat(reader.next()).isTrue();
            return values.fill(reader.statement().text(), reader);
        }
    }
}
