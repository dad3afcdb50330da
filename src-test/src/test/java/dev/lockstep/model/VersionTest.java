package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.10, 1.9",
        "2, 1.999",
        "1.0.1, 1",
        "10, 9",
        "20240102030405, 9",
        "100000000000000000000000000000000000000000000000000000000001,"
                + " 99999999999999999999999999999999999999999999999999999999999",
        "1.00000000000000000000000000000000000000000000000000000000002, 1.1",
        "0.1, 0",
        "1.0.0.1, 1.0.0"
    })
    void is_above(String higher, String lower) {
        assertThat(Version.of(higher)).isGreaterThan(Version.of(lower));
        assertThat(Version.of(lower)).isLessThan(Version.of(higher));
        assertThat(Version.of(lower)).isNotEqualTo(Version.of(higher));
    }

    @ParameterizedTest
    @CsvSource({"007, 7", "1, 1.0", "1.0.0, 1", "01.010, 1.10", "0, 0.0", "000, 0", "1.00, 1"})
    void equals_what_is_written_otherwise(String one, String other) {
        assertThat(Version.of(one)).isEqualTo(Version.of(other)).hasSameHashCodeAs(Version.of(other));
        assertThat(Version.of(one)).isEqualByComparingTo(Version.of(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "1.", ".1", "1..2", "a", "1a", "V1", "-1", "+1", "1 ", " 1", "1\n", "1,2", "1_2", "１", "٣"
            })
    void refuses(String text) {
        assertThat(Version.isVersion(text)).isFalse();
        assertThatThrownBy(() -> Version.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a version");
    }

    @Test
    void keeps_the_text_as_it_was_written() {
        assertThat(Version.of("007.0")).hasToString("007.0");
        assertThat(Version.of("007.0").text()).isEqualTo("007.0");
    }

    @Test
    void may_have_any_number_of_parts() {
        Version one = Version.of("1" + ".1".repeat(100_000));
        Version other = Version.of("1" + ".1".repeat(99_999) + ".2");
        assertThat(one).isLessThan(other);
        assertThat(Version.isVersion("1" + ".1".repeat(100_000) + ".")).isFalse();
    }

    @Test
    void zero_is_the_state_before_the_first_migration() {
        assertThat(Stream.of("0", "00", "0.0.0").map(Version::of)).allMatch(Version::isZero);
        assertThat(Stream.of("1", "0.1", "10").map(Version::of)).noneMatch(Version::isZero);
    }

    @Property
    void the_order_is_total(
            @ForAll("versions") Version a, @ForAll("versions") Version b, @ForAll("versions") Version c) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a).isLessThanOrEqualTo(c);
        }
        List<Version> sorted = Stream.of(a, b, c).sorted().toList();
        assertThat(sorted).isEqualTo(Stream.of(c, b, a).sorted().toList());
    }

    @Property
    void the_order_agrees_with_equality(@ForAll("versions") Version a, @ForAll("versions") Version b) {
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        if (a.equals(b)) {
            assertThat(a).hasSameHashCodeAs(b);
        }
    }

    @Property
    void is_compared_by_number_part_by_part(@ForAll("versions") Version a, @ForAll("versions") Version b) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(byNumber(a.text(), b.text()));
    }

    private static int byNumber(String a, String b) {
        String[] left = a.split("\\.");
        String[] right = b.split("\\.");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            BigInteger one = i < left.length ? new BigInteger(left[i]) : BigInteger.ZERO;
            BigInteger other = i < right.length ? new BigInteger(right[i]) : BigInteger.ZERO;
            if (!one.equals(other)) {
                return one.compareTo(other);
            }
        }
        return 0;
    }

    @Provide
    Arbitrary<Version> versions() {
        Arbitrary<String> few = Arbitraries.of("0", "00", "1", "01", "9", "10", "2");
        Arbitrary<String> many = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(60);
        return Arbitraries.frequencyOf(Tuple.of(5, few), Tuple.of(1, many))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> Version.of(String.join(".", parts)));
    }
}
