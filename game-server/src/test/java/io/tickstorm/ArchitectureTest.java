package io.tickstorm;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the packages that each package may import, and the libraries that it must not use. The table is in {@code
 * docs/ARCHITECTURE.md} too.
 */
final class ArchitectureTest {
    private static final String ROOT = "io.tickstorm";

    /**
     * The packages of the project that each package may import, in addition to itself. Absent: {@code shared}, {@code
     * proto} and the root.
     */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            entry("sim", List.of("shared")),
            entry("rewind", List.of("shared", "sim", "interest")),
            entry("interest", List.of("shared", "sim")),
            entry("bot", List.of("shared", "sim")),
            entry("snapshot", List.of("shared", "proto", "sim", "interest")),
            entry(
                    "room",
                    List.of(
                            "shared",
                            "proto",
                            "sim",
                            "rewind",
                            "interest",
                            "bot",
                            "snapshot",
                            "metrics",
                            "checkpoint")),
            entry("fleet", List.of("room")),
            entry("checkpoint", List.of("shared", "sim", "metrics")),
            entry("text", List.of("shared", "proto", "sim", "interest")),
            entry(
                    "net",
                    List.of(
                            "proto",
                            "room",
                            "fleet",
                            "metrics",
                            "text",
                            "net.settings",
                            "net.request",
                            "net.tls",
                            "net.admission",
                            "net.session",
                            "net.connection",
                            "net.polling",
                            "net.http")),
            entry("net.websocket", List.of()),
            entry("net.settings", List.of()),
            entry("net.request", List.of()),
            entry("net.tls", List.of("metrics", "net.settings", "net.admission")),
            entry("net.admission", List.of("metrics", "room", "net.settings", "net.request")),
            entry("net.session", List.of("metrics", "room", "fleet", "proto", "net.settings", "net.admission")),
            entry(
                    "net.connection",
                    List.of(
                            "metrics",
                            "room",
                            "proto",
                            "text",
                            "net.websocket",
                            "net.settings",
                            "net.request",
                            "net.admission",
                            "net.session")),
            entry(
                    "net.polling",
                    List.of(
                            "metrics",
                            "room",
                            "proto",
                            "net.websocket",
                            "net.settings",
                            "net.request",
                            "net.admission",
                            "net.session")),
            entry(
                    "net.http",
                    List.of("metrics", "room", "fleet", "net.settings", "net.request", "net.tls", "net.admission")),
            entry("metrics", List.of()),
            entry("link", List.of()));

    private static final String[] UNDERTOW = {"io.undertow..", "org.xnio..", "org.jboss.."};
    private static final String[] DETERMINISTIC = packages("sim", "rewind", "interest", "snapshot", "bot", "link");
    private static final Set<String> CLOCKS = Set.of("nanoTime", "currentTimeMillis");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    static Stream<String> restrictedPackages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("restrictedPackages")
    void aPackageImportsOnlyThePackagesInTheTable(String name) {
        List<String> allowed = MAY_IMPORT.getOrDefault(name, List.of());
        String[] mayKnow =
                packages(Stream.concat(Stream.of(name), allowed.stream()).toArray(String[]::new));
        check(noClasses()
                .that(resideInAPackage(packages(name)[0]))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(mayKnow)))));
    }

    @Test
    void everyPackageHasARowInTheTable() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : OURS) {
            packages.add(type.getPackageName());
        }
        packages.removeIf(name -> name.equals(ROOT) || name.matches(ROOT + "\\.(shared|proto)(\\..*)?"));
        Set<String> rows = new TreeSet<>();
        MAY_IMPORT.keySet().forEach(name -> rows.add(ROOT + "." + name));
        assertEquals(rows, packages);
    }

    @Test
    void noPackageOfNetImportsItselfThroughOthers() {
        check(slices().matching(ROOT + ".(net.*)").should().beFreeOfCycles());
    }

    @Test
    void theFramesUseNeitherOtherPackagesNorUndertow() {
        check(classes()
                .that(resideInAPackage(packages("net.websocket")[0]))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        packages("net.websocket")[0], "java.lang..", "java.util", "java.nio..", "org.jspecify..")));
    }

    @Test
    void theSimulationUsesNoClockThreadLogProtobufOrUndertow() {
        check(classes()
                .that(resideInAPackage(packages("sim")[0]))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "io.tickstorm.sim..",
                                "io.tickstorm.shared..",
                                "java.lang..",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "it.unimi.dsi.fastutil..",
                                "org.jspecify..")
                        .and(not(DescribedPredicate.describe("threads", ArchitectureTest::isThread)))));
    }

    @Test
    void onlyNetUsesUndertow() {
        check(noClasses()
                .that(not(resideInAPackage(ROOT + ".net..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(UNDERTOW)));
    }

    @Test
    void theComputationsOfATickReadNoClock() {
        check(noClasses()
                .that(resideInAnyPackage(DETERMINISTIC))
                .should()
                .callMethodWhere(call(
                        "reads a clock", c -> owner(c).isEquivalentTo(System.class) && CLOCKS.contains(c.getName())))
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.time..")));
    }

    /** Allows the wall clock, which may jump, only for the age of a checkpoint, which outlives the process. */
    @Test
    void onlyCheckpointsReadTheWallClock() {
        check(noClasses()
                .that(not(DescribedPredicate.describe(
                        "the code that stores rooms",
                        c -> c.getSimpleName().matches("RoomCheckpoints|CheckpointedRooms"))))
                .should()
                .callMethodWhere(call(
                        "reads the wall clock",
                        c -> owner(c).isEquivalentTo(System.class)
                                && c.getName().equals("currentTimeMillis")))
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.time.."))
                .orShould()
                .dependOnClassesThat(
                        DescribedPredicate.describe("dates", c -> c.isEquivalentTo(java.util.Date.class))));
    }

    @Test
    void theSimulationUsesNoFloatingPointMathThatDiffersBetweenMachines() {
        Set<String> integerMath = Set.of(
                "abs", "absExact", "min", "max", "floorDiv", "floorMod", "addExact", "subtractExact", "multiplyExact");
        check(noClasses()
                .that(resideInAPackage(packages("sim")[0]))
                .should()
                .callMethodWhere(call("is floating-point math", c -> isFloatingMath(c, integerMath))));
    }

    /**
     * The rule for fields. A nested class and its outer class count as one. Elements of arrays are columns, which a
     * step changes.
     */
    private static final ArchRule ONLY_OWN_FIELDS_CHANGE = noClasses()
            .should()
            .setFieldWhere(DescribedPredicate.describe(
                    "the field is of another class",
                    access -> !outermost(access.getOriginOwner()).equals(outermost(access.getTargetOwner()))));

    @Test
    void aClassChangesOnlyItsOwnFields() {
        check(ONLY_OWN_FIELDS_CHANGE);
    }

    @Test
    void aClassThatChangesTheFieldOfAnotherIsFound() {
        JavaClasses meddlers = new ClassFileImporter().importClasses(ArchitectureTest.class, FieldOfAnother.class);
        new FieldOfAnother().number++;
        assertTrue(ONLY_OWN_FIELDS_CHANGE.evaluate(meddlers).hasViolation());
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static boolean isFloatingMath(JavaMethodCall call, Set<String> integerMath) {
        boolean math = owner(call).isEquivalentTo(Math.class) || owner(call).isEquivalentTo(StrictMath.class);
        boolean derivesRules = call.getOriginOwner().getName().equals("io.tickstorm.sim.Rules")
                && owner(call).isEquivalentTo(StrictMath.class)
                && call.getName().equals("pow");
        return math && !derivesRules && !integerMath.contains(call.getName());
    }

    private static boolean isThread(JavaClass type) {
        return type.isEquivalentTo(Thread.class)
                || type.isEquivalentTo(ThreadLocal.class)
                || type.isEquivalentTo(Runtime.class);
    }

    private static JavaClass owner(JavaMethodCall call) {
        return call.getTargetOwner();
    }

    private static DescribedPredicate<JavaMethodCall> call(
            String what, java.util.function.Predicate<JavaMethodCall> test) {
        return DescribedPredicate.describe(what, test);
    }

    /** Returns patterns: the name of a row is that package alone, other names include their subpackages. */
    private static String[] packages(String... names) {
        return Stream.of(names)
                .map(name -> ROOT + "." + name + (MAY_IMPORT.containsKey(name) ? "" : ".."))
                .toArray(String[]::new);
    }

    /** Checks a rule. A package of the table that does not exist yet does not break it. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(OURS);
    }
}

/** A class with a field that {@link ArchitectureTest} changes, to show that the rule against it can fail. */
final class FieldOfAnother {
    int number;
}
