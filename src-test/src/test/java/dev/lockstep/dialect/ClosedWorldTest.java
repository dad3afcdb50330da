package dev.lockstep.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Event;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Target;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Java 17 has no switch over types, so chains of {@code instanceof} end in a branch for the rest. Whoever adds a case here
 * must look at every chain over its family: they are named beside it.
 */
class ClosedWorldTest {

    static final Map<Class<?>, Set<String>> FAMILIES = Map.of(
            Probe.class, Set.of("Seen", "Repeatable", "Blind"),
            Outcome.class, Set.of("Absent", "Complete", "HalfDone", "Unknown"),
            Target.class, Set.of("Everything", "To", "Steps"),
            MigrationId.class, Set.of("Versioned", "Listed", "Named"),
            Event.class,
                    Set.of(
                            "Waiting",
                            "Planned",
                            "Resumed",
                            "StepStarted",
                            "StatementStarted",
                            "Heartbeat",
                            "Blocked",
                            "StepFinished",
                            "Note"));

    static final Set<Map.Entry<Class<?>, Set<String>>> EACH = FAMILIES.entrySet();

    @ParameterizedTest
    @FieldSource("EACH")
    void no_family_has_a_member_that_nobody_thought_of(Map.Entry<Class<?>, Set<String>> family) {
        assertThat(family.getKey()).isSealed();
        assertThat(Arrays.stream(family.getKey().getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()))
                .isEqualTo(family.getValue());
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void every_member_is_a_value(Map.Entry<Class<?>, Set<String>> family) {
        assertThat(family.getKey().getPermittedSubclasses())
                .allMatch(Class::isRecord)
                .allMatch(member -> Modifier.isPublic(member.getModifiers()));
    }
}
