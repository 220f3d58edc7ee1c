package io.github.flinkbert.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One package, which runs in a process of its own: it knows Kafka, and no other module. */
@AnalyzeClasses(packagesOf = BrokerMain.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theModuleStandsAlone =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.github.flinkbert.broker",
                            "kafka..",
                            "org.apache.kafka..",
                            "scala..",
                            "org.slf4j..",
                            "java..");
}
