package dev.lockstep.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The arrows and habits of the house, as rules over compiled classes.
 *
 * <p>The root package is a parameter, so that {@link HouseRulesCanFailTest} can turn each rule on a house that is wrong on
 * purpose. A room may still be empty; whether the classes were read at all is a test of its own.
 *
 * @param root the package under which the rooms lie
 */
record House(String root) {

    /** The engine's rooms; each leans only on those before it, and none on the root package above them. */
    private static final List<String> ROOMS =
            List.of("model", "dialect", "source", "foreign", "script", "history", "plan", "run");

    List<ArchRule> arrows() {
        return IntStream.range(0, ROOMS.size()).mapToObj(this::onlyBackwards).toList();
    }

    private ArchRule onlyBackwards(int room) {
        String[] forbidden = Stream.concat(
                        ROOMS.stream().skip(room + 1L).map(this::room), Stream.of(root, room("dialects"), room("cli")))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(room(ROOMS.get(room)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .as("the package %s leans only on %s".formatted(ROOMS.get(room), ROOMS.subList(0, room)))
                .allowEmptyShould(true);
    }

    ArchRule theEngineKnowsNoDialect() {
        return noClasses()
                .that()
                .resideInAPackage(root)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room("dialects"), room("cli"))
                .as("the engine's front knows neither the dialects nor the command line")
                .allowEmptyShould(true);
    }

    ArchRule dialectsLeanOnModelAndSpiAlone() {
        return onlyTo("dialects", room("model"), room("dialect"))
                .as("dialects lean on the engine's model and dialect packages alone");
    }

    ArchRule theCommandLineUsesThePublicApi() {
        return onlyTo("cli", root, room("model"), room("dialect"), room("source"))
                .as("the command line uses what the engine exports, nothing else");
    }

    private ArchRule onlyTo(String from, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(room(from))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(not(resideInAPackage(room(from))))
                        .and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true);
    }

    ArchRule nothingPointsAtTheCommandLine() {
        return noClasses()
                .that(resideInAPackage(root + "..").and(not(resideInAPackage(room("cli")))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room("cli"))
                .as("nothing points at the command line")
                .allowEmptyShould(true);
    }

    ArchRule dialectsDoNotKnowOneAnother(Supplier<List<String>> dialectNames) {
        return slices().assignedFrom(new DialectSlices(root + ".dialects", dialectNames))
                .should()
                .notDependOnEachOther()
                .as("dialects do not know one another")
                .allowEmptyShould(true);
    }

    ArchRule onlyTheCommandLineSpeaksAndExits() {
        return noClasses()
                .that(not(resideInAPackage(room("cli"))))
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .as("only the command line writes to the standard streams and ends the process")
                .allowEmptyShould(true);
    }

    /** Implementing {@code javax.sql.DataSource} names {@code Logger} in a signature; only use is forbidden. */
    ArchRule nobodyLogs() {
        return noClasses()
                .should()
                .accessTargetWhere(targetOwner(resideInAPackage("java.util.logging..")))
                .orShould()
                .accessTargetWhere(targetOwner(JavaClass.Predicates.assignableTo(System.Logger.class)))
                .as("events go to a listener, not to a log")
                .allowEmptyShould(true);
    }

    ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Manager|Utils?|Helper|Impl)")
                .orShould()
                .haveNameMatching("(.*[.$])?Abstract[A-Z].*")
                .as("no class is a Manager, Util, Helper or Impl, or starts with Abstract")
                .allowEmptyShould(true);
    }

    ArchRule absenceIsDeclared() {
        return classes().should(resideInNullMarkedPackages()).allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> resideInNullMarkedPackages() {
        return new ArchCondition<>("reside in a package marked with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                String message = type.getPackageName() + " is not marked with @NullMarked, seen at " + type.getName();
                events.add(new SimpleConditionEvent(type, marked, message));
            }
        };
    }

    private String room(String name) {
        return root + "." + name + "..";
    }
}
