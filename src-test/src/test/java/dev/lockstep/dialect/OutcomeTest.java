package dev.lockstep.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Probe.Seen BEFORE = new Probe.Seen(Map.of("a", "1", "b", "2"));

    @Test
    void all_as_before_did_not_happen() {
        assertThat(Outcome.compare(BEFORE, BEFORE)).isEqualTo(new Outcome.Absent());
    }

    @Test
    void all_different_happened() {
        assertThat(Outcome.compare(BEFORE, new Probe.Seen(Map.of("a", "2", "b", "1"))))
                .isEqualTo(new Outcome.Complete());
    }

    @Test
    void some_different_is_unknown() {
        assertThat(Outcome.compare(BEFORE, new Probe.Seen(Map.of("a", "1", "b", "1"))))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("2 objects", "1 have changed"));
    }

    @Test
    void another_object_than_before_is_unknown() {
        assertThat(Outcome.compare(BEFORE, new Probe.Seen(Map.of("a", "2", "c", "1"))))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.reason()).startsWith("b "));
    }
}
