package io.github.flinkbert;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
import io.github.flinkbert.flink.BertEnrichment;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Dependencies point down, from flink-operators to the model loader, and never in a circle. */
@AnalyzeClasses(
        packages = ArchitectureTest.ROOT,
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.WithoutTestArchives.class
        })
class ArchitectureTest {

    static final String ROOT = "io.github.flinkbert";

    /** Another module's tests, packed. */
    static final class WithoutTestArchives implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String FLINK_OPERATORS = "io.github.flinkbert.flink..";
    private static final String SCHEMAS = "io.github.flinkbert.schemas..";
    private static final String PARAMETER_OF_A_PUBLIC_METHOD = "KafkaSinkContext";

    /** Packages of flink-operators; each depends only on those that follow. */
    private static final List<String> FLINK_LAYERS =
            List.of(
                    "io.github.flinkbert.flink.sql..",
                    "io.github.flinkbert.flink.index..",
                    "io.github.flinkbert.flink",
                    "io.github.flinkbert.flink.duplicates..",
                    "io.github.flinkbert.flink.resend..",
                    "io.github.flinkbert.flink.update..",
                    "io.github.flinkbert.flink.inplace..",
                    "io.github.flinkbert.flink.quality..",
                    "io.github.flinkbert.flink.kafka..",
                    "io.github.flinkbert.flink.encode..",
                    "io.github.flinkbert.flink.decode..",
                    "io.github.flinkbert.flink.wire..",
                    "io.github.flinkbert.flink.config..",
                    "io.github.flinkbert.flink.record..",
                    "io.github.flinkbert.flink.task",
                    "io.github.flinkbert.flink.task.*",
                    "io.github.flinkbert.flink.route..",
                    "io.github.flinkbert.flink.binding..",
                    "io.github.flinkbert.flink.option..",
                    "io.github.flinkbert.flink.path..",
                    "io.github.flinkbert.flink.layout..",
                    "io.github.flinkbert.flink.protobuf..",
                    "io.github.flinkbert.flink.registry..",
                    "io.github.flinkbert.flink.model..");

    /** Packages of the model loader's inference, likewise. The API is the root package itself. */
    private static final List<String> INFERENCE_LAYERS =
            List.of(
                    ROOT,
                    "io.github.flinkbert.engine..",
                    "io.github.flinkbert.task..",
                    "io.github.flinkbert.family..",
                    "io.github.flinkbert.encoder..",
                    "io.github.flinkbert.quantization..",
                    "io.github.flinkbert.checkpoint..",
                    "io.github.flinkbert.location..",
                    "io.github.flinkbert.tensor..",
                    "io.github.flinkbert.text..",
                    "io.github.flinkbert.failure..");

    private static final List<String> LAYERS =
            Stream.concat(FLINK_LAYERS.stream(), INFERENCE_LAYERS.stream()).toList();

    private static final DescribedPredicate<JavaClass> IN_INFERENCE =
            resideInAnyPackage(INFERENCE_LAYERS.toArray(String[]::new));

    /** Users make these records whole, of options, and pass them on; the parts are internal. */
    private static final Set<String> PARTS_MADE_FROM_OPTIONS =
            Set.of(
                    "KafkaJobConfig.<init>: DuplicateOptions",
                    "KafkaJobConfig.<init>: ExecutionOptions",
                    "KafkaJobConfig.<init>: InPlaceOptions",
                    "KafkaJobConfig.<init>: InputOptions",
                    "KafkaJobConfig.<init>: KafkaProperties",
                    "KafkaJobConfig.<init>: OutputOptions",
                    "KafkaJobConfig.<init>: SourceOptions",
                    "KafkaJobConfig.<init>: UpdateOptions",
                    "KafkaJobConfig.async: ExecutionOptions",
                    "KafkaJobConfig.delivery: ExecutionOptions",
                    "KafkaJobConfig.duplicates: DuplicateOptions",
                    "KafkaJobConfig.inPlace: InPlaceOptions",
                    "KafkaJobConfig.input: InputOptions",
                    "KafkaJobConfig.kafkaProperties: KafkaProperties",
                    "KafkaJobConfig.output: OutputOptions",
                    "KafkaJobConfig.placement: ExecutionOptions",
                    "KafkaJobConfig.source: SourceOptions",
                    "KafkaJobConfig.updates: UpdateOptions",
                    "ModelDefinition.<init>: PackedAdapter",
                    "ModelDefinition.adapters: PackedAdapter");

    @ArchTest
    static final ArchRule everyClassIsInALayer =
            classes()
                    .should()
                    .resideInAnyPackage(
                            Stream.concat(LAYERS.stream(), Stream.of(SCHEMAS))
                                    .toArray(String[]::new));

    @ArchTest
    static void noPackagesDependOnEachOtherInACircle(JavaClasses main) {
        PackageCircles.requireNone(main);
    }

    @ArchTest
    static final ArchRule inferenceKnowsNeitherFlinkNorKafka =
            noClasses()
                    .that(IN_INFERENCE)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "org.apache.flink..",
                                            "org.apache.kafka..",
                                            FLINK_OPERATORS,
                                            SCHEMAS)
                                    // Those that say who may use a type are in no class that runs.
                                    .and(not(resideInAPackage("org.apache.flink.annotation"))));

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
                                            !type.getPackageName().startsWith(ROOT)
                                                    && type.isAnnotatedWith(
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
    static void eachLayerDependsOnlyOnThoseBelow(JavaClasses main) {
        for (int layer = 1; layer < LAYERS.size(); layer++) {
            noClasses()
                    .that()
                    .resideInAPackage(LAYERS.get(layer))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(LAYERS.subList(0, layer).toArray(String[]::new))
                    .check(main);
        }
    }

    @ArchTest
    static void noPackagesOfTheTestsDependOnEachOtherInACircle(JavaClasses main) {
        PackageCircles.requireNone(ArchitectureTest.class, BertEnrichment.class);
    }

    @ArchTest
    static void publicTypesSayWhoMayUseThem(JavaClasses any) {
        PackageCircles.requireMarked(BertEnrichment.class);
    }

    @ArchTest
    static void packagesSayThatNothingIsNullButWhatIsMarked(JavaClasses any) {
        PackageCircles.requireNullMarked(BertEnrichment.class);
    }

    @ArchTest
    static void whatUsersMayCallMentionsNothingThatTheyMayNotUse(JavaClasses any) {
        PublicSignatures.requireUsable(BertEnrichment.class, PARTS_MADE_FROM_OPTIONS);
    }
}
