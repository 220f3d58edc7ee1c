package io.github.flinkbert;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** The arrows of the house point down only. */
@AnalyzeClasses(
        packages = "io.github.flinkbert",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.WithoutTestArchives.class
        })
class ArchitectureTest {

    /** Another module's tests, packed. */
    static final class WithoutTestArchives implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    /** Top floor first. The front door is the root package itself. */
    private static final List<String> MODEL_LOADER =
            List.of(
                    "io.github.flinkbert.training..",
                    "io.github.flinkbert.evaluation..",
                    "io.github.flinkbert",
                    "io.github.flinkbert.engine..",
                    "io.github.flinkbert.encoder..",
                    "io.github.flinkbert.checkpoint..",
                    "io.github.flinkbert.task..",
                    "io.github.flinkbert.text..");

    private static final String FLINK_OPERATORS = "io.github.flinkbert.flink..";
    private static final String PARAMETER_OF_A_PUBLIC_METHOD = "KafkaSinkContext";
    private static final String SCHEMAS = "io.github.flinkbert.schemas..";

    private static final DescribedPredicate<JavaClass> IN_MODEL_LOADER =
            resideInAnyPackage(MODEL_LOADER.toArray(String[]::new));

    @ArchTest
    static final ArchRule everyClassHasARoom =
            classes()
                    .should()
                    .resideInAnyPackage(
                            Stream.concat(
                                            MODEL_LOADER.stream(),
                                            Stream.of(FLINK_OPERATORS, SCHEMAS))
                                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule modelLoaderKnowsNeitherFlinkNorKafka =
            noClasses()
                    .that(IN_MODEL_LOADER)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..", "org.apache.kafka..", FLINK_OPERATORS, SCHEMAS);

    @ArchTest
    static final ArchRule flinkOperatorsKnowNoTensorFlow =
            noClasses()
                    .that()
                    .resideInAPackage(FLINK_OPERATORS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.tensorflow..", "org.bytedeco..");

    @ArchTest
    static final ArchRule schemasKnowOnlyAvro =
            classes()
                    .that()
                    .resideInAPackage(SCHEMAS)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(SCHEMAS, "org.apache.avro..", "java..");

    @ArchTest
    static final ArchRule nobodyReachesIntoTensorFlow =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.tensorflow.internal..");

    @ArchTest
    static final ArchRule flinkIsUsedByItsPublicApi =
            noClasses()
                    .that()
                    .resideInAPackage(FLINK_OPERATORS)
                    .should()
                    .dependOnClassesThat(
                            describe(
                                    "are internal to Flink",
                                    type ->
                                            type.isAnnotatedWith(
                                                            "org.apache.flink.annotation.Internal")
                                                    && !type.getSimpleName()
                                                            .equals(PARAMETER_OF_A_PUBLIC_METHOD)));

    @ArchTest
    static final ArchRule classesAreNamedForWhatTheyAre =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Utils?|Manager|Helpers?)(\\$.*)?")
                    .because("such a name says nothing of what a class is");

    @ArchTest
    static void insideModelLoaderEachFloorStandsOnThoseBelow(JavaClasses house) {
        for (int floor = 1; floor < MODEL_LOADER.size(); floor++) {
            noClasses()
                    .that()
                    .resideInAPackage(MODEL_LOADER.get(floor))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(MODEL_LOADER.subList(0, floor).toArray(String[]::new))
                    .allowEmptyShould(true) // a floor that is not built yet
                    .check(house);
        }
    }
}
