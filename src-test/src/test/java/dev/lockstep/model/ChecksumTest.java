package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChecksumTest {

    @Test
    void is_read_as_it_is_written() {
        Checksum checksum = new Checksum(Checksum.TOKENS, "0a1b");
        assertThat(checksum).hasToString("v1:0a1b");
        assertThat(Checksum.parse("v1:0a1b")).isEqualTo(checksum);
    }

    @Test
    void differs_where_the_algorithm_differs() {
        assertThat(Checksum.parse("v1:0a")).isNotEqualTo(Checksum.parse("sha256:0a"));
    }

    @Test
    void the_algorithm_ends_at_the_first_colon() {
        assertThat(Checksum.parse("md5:a:b")).isEqualTo(new Checksum("md5", "a:b"));
    }

    @Test
    void refuses_a_text_without_an_algorithm() {
        assertThatThrownBy(() -> Checksum.parse("0a1b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0a1b");
    }
}
