package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LockstepExceptionTest {
    private static final Problem PROBLEM = Problem.of("it broke", "mend it");
    private static final Problem OTHER = Problem.of("that broke too", "mend that");
    private static final Checksum NO_CHECKSUM = new Checksum("v1", "");
    private static final Step STEP = new Step(
            new MigrationId.Versioned(Version.of("1")),
            "a",
            Direction.UP,
            Script.ofText("1_a.sql", ""),
            new Outline(NO_CHECKSUM, NO_CHECKSUM, Directives.NONE, List.of()),
            Optional.empty());

    @Test
    void a_caller_can_tell_eight_causes_apart() {
        assertThat(LockstepException.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        CallbackFailedException.class,
                        ConfigurationException.class,
                        ConnectionException.class,
                        InterruptedRunException.class,
                        LockTimeoutException.class,
                        MigrationFailedException.class,
                        UndecidableException.class,
                        ValidationException.class)
                .allMatch(cause -> Modifier.isFinal(cause.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("each")
    void the_message_tells_the_problem_in_full(LockstepException failed) {
        assertThat(failed).hasMessage("it broke\n  to mend it: mend it");
        assertThat(failed.problems()).containsExactly(PROBLEM);
        assertThat(failed.report()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("each")
    void carries_what_had_succeeded(LockstepException failed) {
        Report report = new Report(Optional.empty(), Optional.empty(), List.of(), List.of(), Duration.ZERO);
        failed.attach(report);
        assertThat(failed.report()).containsSame(report);
    }

    static Stream<LockstepException> each() {
        return Stream.of(
                new CallbackFailedException(PROBLEM, new SQLException("no")),
                new ConfigurationException(PROBLEM),
                new ConnectionException(PROBLEM),
                new InterruptedRunException(PROBLEM),
                new LockTimeoutException(PROBLEM, Optional.empty()),
                new MigrationFailedException(PROBLEM, STEP, 3, new SQLException("no")),
                new UndecidableException(PROBLEM),
                new ValidationException(PROBLEM));
    }

    @Test
    void each_of_the_permitted_ones_is_tried_here() {
        assertThat(each().map(Object::getClass).toList())
                .containsExactlyInAnyOrder(LockstepException.class.getPermittedSubclasses());
    }

    @Test
    void all_problems_are_told_together() {
        assertThat(new ValidationException(List.of(PROBLEM, OTHER)))
                .hasMessage("it broke\n  to mend it: mend it\nthat broke too\n  to mend it: mend that");
    }

    @Test
    void a_failed_statement_keeps_the_words_of_the_database() {
        SQLException said = new SQLException("no such table", "42P01", 7);
        MigrationFailedException failed = new MigrationFailedException(PROBLEM, STEP, 3, said);
        assertThat((Throwable) failed.getCause()).isSameAs(said);
        assertThat(failed.step()).isEqualTo(STEP);
        assertThat(failed.statement()).isEqualTo(3);
    }

    @Test
    void a_timeout_names_the_holder() {
        DatabaseSession session = new DatabaseSession(
                "42", "joe", "", "", DatabaseSession.Activity.IDLE, "", Optional.empty(), Optional.empty(), List.of());
        Holder holder = new Holder(session, Optional.empty(), false);
        assertThat(holder).hasToString("session 42 (joe), idle");
        assertThat(new LockTimeoutException(PROBLEM, Optional.of(holder)).holder())
                .contains(holder);
    }
}
