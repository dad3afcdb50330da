package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MigrationIdTest {

    @Test
    void versions_run_first_then_repeatable_ones_then_data() {
        MigrationId second = version("2");
        MigrationId tenth = version("10");
        MigrationId views = new MigrationId.Named(Kind.REPEATABLE, "views");
        MigrationId functions = new MigrationId.Named(Kind.REPEATABLE, "functions");
        MigrationId countries = new MigrationId.Named(Kind.DATA, "countries");
        assertThat(List.of(countries, views, tenth, functions, second).stream().sorted(MigrationId.RUN_ORDER))
                .containsExactly(second, tenth, functions, views, countries);
    }

    @Test
    void is_shown_as_in_a_file_name() {
        assertThat(version("007")).hasToString("007");
        assertThat(new MigrationId.Named(Kind.REPEATABLE, "order totals")).hasToString("R__order_totals");
        assertThat(new MigrationId.Named(Kind.DATA, "countries")).hasToString("D__countries");
    }

    @Test
    void one_version_written_in_two_ways_is_one_migration() {
        assertThat(version("007")).isEqualTo(version("7")).hasSameHashCodeAs(version("7"));
    }

    @Test
    void a_repeatable_and_a_data_migration_of_one_name_are_two() {
        assertThat(new MigrationId.Named(Kind.REPEATABLE, "x")).isNotEqualTo(new MigrationId.Named(Kind.DATA, "x"));
    }

    @Test
    void a_version_is_no_name() {
        assertThatThrownBy(() -> new MigrationId.Named(Kind.VERSIONED, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void the_order_is_total(@ForAll("ids") MigrationId a, @ForAll("ids") MigrationId b, @ForAll("ids") MigrationId c) {
        int order = MigrationId.RUN_ORDER.compare(a, b);
        assertThat(Integer.signum(order)).isEqualTo(-Integer.signum(MigrationId.RUN_ORDER.compare(b, a)));
        assertThat(order == 0).isEqualTo(a.equals(b));
        if (order <= 0 && MigrationId.RUN_ORDER.compare(b, c) <= 0) {
            assertThat(MigrationId.RUN_ORDER.compare(a, c)).isLessThanOrEqualTo(0);
        }
    }

    @Provide
    Arbitrary<MigrationId> ids() {
        Arbitrary<MigrationId> versions =
                Arbitraries.of("1", "01", "1.0", "1.1", "2", "10").map(MigrationIdTest::version);
        Arbitrary<MigrationId> named = Arbitraries.of(Kind.REPEATABLE, Kind.DATA)
                .flatMap(kind -> Arbitraries.of("a", "b", "b c").map(name -> new MigrationId.Named(kind, name)));
        return Arbitraries.oneOf(versions, named);
    }

    private static MigrationId version(String text) {
        return new MigrationId.Versioned(Version.of(text));
    }
}
