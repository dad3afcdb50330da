package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.source.Layout.DialectNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {
    private final Dialects dialects = new Dialects(Dialects.found());

    @ParameterizedTest
    @CsvSource({"PostgreSQL, postgresql", "MariaDB, mariadb", "MySQL, mariadb", "SQLite, sqlite"})
    void a_product_is_known_by_its_name(String product, String name) {
        assertThat(dialects.ofProduct(product).names()).startsWith(name);
    }

    @Test
    void a_dialect_goes_by_any_of_its_names() {
        for (Dialect dialect : dialects.all()) {
            assertThat(dialect.names()).isNotEmpty().allMatch(name -> dialects.ofName(name) == dialect);
        }
    }

    @Test
    void no_name_belongs_to_two_dialects() {
        assertThat(dialects.all().stream().flatMap(dialect -> dialect.names().stream()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9]+"));
    }

    @Test
    void an_unknown_product_is_refused_with_those_that_are_known() {
        assertThatThrownBy(() -> dialects.ofProduct("Oracle"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the database calls itself 'Oracle', which no dialect speaks")
                .hasMessageContaining("postgresql")
                .hasMessageContaining("mariadb")
                .hasMessageContaining("sqlite");
    }

    @Test
    void an_unknown_name_too() {
        assertThatThrownBy(() -> dialects.ofName("oracle"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no dialect 'oracle'")
                .hasMessageContaining("the known ones are ");
    }

    @Test
    void without_any_dialect_the_jar_is_named() {
        assertThatThrownBy(() -> new Dialects(List.of()).ofName("sqlite"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("add lockstep-dialects to the class path");
    }

    @Test
    void file_names_may_hold_the_names_of_all_and_mean_one() {
        Dialect sqlite = dialects.ofName("sqlite");
        DialectNames names = dialects.namesFor(sqlite);
        assertThat(names.own()).isEqualTo(sqlite.names());
        assertThat(names.all()).contains("postgresql", "mariadb", "mysql", "sqlite");
    }
}
