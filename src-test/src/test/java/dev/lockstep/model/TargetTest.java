package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @Test
    void a_version_is_a_target() {
        assertThat(Target.to("007")).isEqualTo(new Target.To(Version.of("7")));
    }

    @Test
    void what_is_no_version_is_no_target() {
        assertThatThrownBy(() -> Target.to("latest")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void steps_are_counted_from_one() {
        assertThat(Target.steps(1)).isEqualTo(new Target.Steps(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void fewer_steps_than_one_are_refused(int count) {
        assertThatThrownBy(() -> Target.steps(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(count));
    }
}
