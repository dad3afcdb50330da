package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule finds what it forbids, in a house that is wrong on purpose. */
class HouseRulesCanFailTest {

    private static final String WRONG = "dev.lockstep.architecture.wrong";
    private static final JavaClasses WRONG_CLASSES = new ClassFileImporter().importPackages(WRONG);

    private final House house = new House(WRONG);

    @TestFactory
    Stream<DynamicTest> each_arrow_finds_a_package_that_leans_forwards() {
        return house.arrows().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(), () -> assertThat(findings(rule)).isNotEmpty()));
    }

    @Test
    void finds_an_engine_that_knows_a_dialect_or_the_command_line() {
        assertThat(findings(house.theEngineKnowsNoDialect())).contains("FirstDialect", "Shell");
    }

    @Test
    void finds_a_dialect_that_leans_on_the_rest_of_the_engine() {
        assertThat(findings(house.dialectsLeanOnModelAndSpiAlone())).contains("Plans");
    }

    @Test
    void finds_a_dialect_that_knows_another() {
        assertThat(findings(house.dialectsDoNotKnowOneAnother(() -> List.of("First", "Second"))))
                .contains("SecondDialect", "second.Outer");
    }

    @Test
    void finds_a_command_line_that_reaches_inside() {
        assertThat(findings(house.theCommandLineUsesThePublicApi())).contains("Remembers");
    }

    @Test
    void finds_what_points_at_the_command_line() {
        assertThat(findings(house.nothingPointsAtTheCommandLine())).contains("Front.shell");
    }

    @Test
    void finds_every_way_to_speak_and_to_exit() {
        assertThat(findings(house.onlyTheCommandLineSpeaksAndExits()))
                .contains("Speaks.out()", "Speaks.err()", "Speaks.trace()", "Speaks.exit()", "Speaks.halt()");
    }

    @Test
    void finds_logging() {
        assertThat(findings(house.nobodyLogs())).contains("Logs.log()", "Logs.systemLog()");
    }

    @Test
    void finds_names_that_say_nothing() {
        assertThat(findings(house.namesSayWhatAThingIs()))
                .contains("LockManager", "TextUtil>", "TextUtils", "LockHelper", "LockImpl", "AbstractLock");
    }

    @Test
    void finds_packages_that_are_not_null_marked() {
        assertThat(findings(house.absenceIsDeclared())).contains(WRONG + ".model is not marked");
    }

    @Test
    void finds_files_that_are_too_long() {
        assertThat(new SourceFile("A.java", "class A {" + "\n".repeat(399) + "}").sizes())
                .isEmpty();
        assertThat(new SourceFile("A.java", "class A {" + "\n".repeat(400) + "}").sizes())
                .containsExactly("A.java has 401 lines, more than 400");
    }

    @Test
    void finds_methods_that_are_too_long() {
        assertThat(new SourceFile("A.java", "class A {\n/** a */\nvoid a() {" + "\n".repeat(59) + "}}").sizes())
                .isEmpty();
        assertThat(new SourceFile("A.java", "class A {\n/** a */\nvoid a() {" + "\n".repeat(60) + "}}").sizes())
                .containsExactly("A.java:3 a has 61 lines, more than 60");
    }

    @Test
    void finds_thoughts_left_open() {
        assertThat(new SourceFile("A.java", "class A {\n// TO" + "DO: later\n}").openThoughts())
                .containsExactly("A.java:2 has a TO" + "DO");
    }

    @Test
    void finds_databases_named_in_code_but_not_in_comments() {
        String source = "/** As PostgreSQL does. */ class A {\n String x = \"jdbc:sqlite:\";\n boolean isMariaDb;\n}";
        assertThat(new SourceFile("A.java", source).databasesByName())
                .containsExactly("A.java:2 names a database: jdbc:sqlite:", "A.java:3 names a database: isMariaDb");
    }

    private static String findings(ArchRule rule) {
        return String.join("\n", rule.evaluate(WRONG_CLASSES).getFailureReport().getDetails());
    }
}
