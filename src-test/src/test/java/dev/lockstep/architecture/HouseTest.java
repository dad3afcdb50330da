package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house as it stands keeps its own rules. */
class HouseTest {

    private final House house = new House("dev.lockstep");

    @TestFactory
    Stream<DynamicTest> every_package_of_the_engine_leans_only_on_those_before_it() {
        return house.arrows().stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> check(rule)));
    }

    @Test
    void the_engine_knows_no_dialect_and_no_command_line() {
        check(house.theEngineKnowsNoDialect());
    }

    @Test
    void the_engine_names_no_database() {
        assertThat(Project.engineSources().stream().flatMap(source -> source.databasesByName().stream()))
                .isEmpty();
    }

    @Test
    void dialects_lean_on_model_and_spi_alone() {
        check(house.dialectsLeanOnModelAndSpiAlone());
    }

    @Test
    void dialects_do_not_know_one_another() {
        check(house.dialectsDoNotKnowOneAnother(HouseTest::dialectNames));
    }

    @Test
    void the_command_line_uses_the_public_api() {
        check(house.theCommandLineUsesThePublicApi());
    }

    @Test
    void nothing_points_at_the_command_line() {
        check(house.nothingPointsAtTheCommandLine());
    }

    @Test
    void only_the_command_line_speaks_and_exits() {
        check(house.onlyTheCommandLineSpeaksAndExits());
    }

    @Test
    void nobody_logs() {
        check(house.nobodyLogs());
    }

    @Test
    void names_say_what_a_thing_is() {
        check(house.namesSayWhatAThingIs());
    }

    @Test
    void every_package_is_null_marked() {
        check(house.absenceIsDeclared());
    }

    @Test
    void files_and_methods_are_short() {
        assertThat(Project.mainSources().stream().flatMap(source -> source.sizes().stream()))
                .isEmpty();
    }

    @Test
    void no_thought_is_left_open_in_the_sources() {
        assertThat(Project.mainSources().stream().flatMap(source -> source.openThoughts().stream()))
                .isEmpty();
    }

    /** Guards the guards: rules over classes that were never read would all pass. */
    @Test
    void every_source_has_its_classes_among_those_examined() {
        List<String> examined =
                Project.mainClasses().stream().map(JavaClass::getFullName).toList();
        assertThat(Project.mainSources().stream().flatMap(source -> source.typeName().stream()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(examined).contains(name));
    }

    private static void check(ArchRule rule) {
        rule.check(Project.mainClasses());
    }

    private static List<String> dialectNames() {
        return Project.mainClasses().stream()
                .filter(type -> type.getPackageName().startsWith("dev.lockstep.dialects"))
                .map(JavaClass::getSimpleName)
                .filter(name -> name.endsWith("Dialect"))
                .map(name -> name.substring(0, name.length() - "Dialect".length()))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
