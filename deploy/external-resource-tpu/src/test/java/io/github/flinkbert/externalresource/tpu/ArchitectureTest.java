package io.github.flinkbert.externalresource.tpu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.annotation.PublicEvolving;

/** One package, which a plugin class loader loads: of Flink it knows the API only. */
@AnalyzeClasses(packagesOf = TpuDriver.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theModuleStandsAlone =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.github.flinkbert.externalresource.tpu",
                            "org.apache.flink.annotation..",
                            "org.apache.flink.api..",
                            "org.apache.flink.configuration..",
                            "org.apache.flink.util..",
                            "org.slf4j..",
                            "java..");

    @ArchTest
    static final ArchRule publicTypesSayThatUsersNameThem =
            classes().that().arePublic().should().beAnnotatedWith(PublicEvolving.class);
}
