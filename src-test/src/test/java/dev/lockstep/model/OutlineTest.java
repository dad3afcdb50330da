package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Segment.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutlineTest {

    @Test
    void a_script_without_statements_is_atomic() {
        assertThat(outline().isAtomic()).isTrue();
        assertThat(outline().statements()).isZero();
    }

    @Test
    void one_transaction_is_atomic_whatever_the_session_does_around_it() {
        assertThat(outline(Kind.TRANSACTION).isAtomic()).isTrue();
        assertThat(outline(Kind.SESSION, Kind.TRANSACTION, Kind.SESSION).isAtomic())
                .isTrue();
        assertThat(outline(Kind.SESSION).isAtomic()).isTrue();
    }

    @Test
    void a_bare_statement_or_a_second_transaction_is_not() {
        assertThat(outline(Kind.BARE).isAtomic()).isFalse();
        assertThat(outline(Kind.TRANSACTION, Kind.TRANSACTION).isAtomic()).isFalse();
        assertThat(outline(Kind.TRANSACTION, Kind.BARE).isAtomic()).isFalse();
    }

    @Test
    void the_last_segment_tells_how_many_statements_there_are() {
        assertThat(outline(Kind.SESSION, Kind.TRANSACTION, Kind.SESSION).statements())
                .isEqualTo(3);
    }

    @Test
    void a_resumed_step_has_the_rest_before_it() {
        Outline outline = outline(Kind.BARE, Kind.BARE, Kind.BARE);
        assertThat(step(outline, Optional.empty()).remaining()).isEqualTo(3);
        assertThat(step(outline, Optional.of(new Resume(7, 2))).remaining()).isEqualTo(1);
    }

    private static Step step(Outline outline, Optional<Resume> resume) {
        MigrationId id = new MigrationId.Versioned(Version.of("1"));
        return new Step(id, "", Direction.UP, Script.ofText("", ""), outline, resume);
    }

    private static Outline outline(Kind... kinds) {
        int[] number = {0};
        List<Segment> segments = Arrays.stream(kinds)
                .map(kind -> new Segment(kind, ++number[0], number[0], "", "", 0))
                .toList();
        Checksum none = new Checksum("v1", "");
        return new Outline(none, none, Directives.NONE, segments);
    }
}
