package io.github.flinkbert;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.NullMarked;

/** Dependencies of packages point down: no module has a circle, in its code or its tests. */
public final class PackageCircles {

    private static final String ROOT = "io.github.flinkbert";

    /** A package and its sub-packages are several. */
    private static final SliceAssignment PACKAGES =
            new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return type.getPackageName().startsWith(ROOT)
                            ? SliceIdentifier.of(type.getPackageName())
                            : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "packages";
                }
            };

    private PackageCircles() {}

    /**
     * Fails with the dependencies that close a circle.
     *
     * @param oneOfEach a class of each folder or archive whose classes are looked at
     */
    public static void requireNone(Class<?>... oneOfEach) {
        requireNone(classes(oneOfEach));
    }

    /** The same of classes that were read already. */
    public static void requireNone(JavaClasses classes) {
        slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(classes);
    }

    /**
     * Fails where a package depends on one above it, or closes a circle. What is not listed lies
     * between the listed packages as it likes, but in no circle.
     *
     * @param topDown packages as ArchUnit names them, such as {@code a.b} or {@code a.b..}; each
     *     may depend on those that follow
     */
    public static void requireDown(List<String> topDown, Class<?>... oneOfEach) {
        JavaClasses classes = classes(oneOfEach);
        for (int layer = 1; layer < topDown.size(); layer++) {
            noClasses()
                    .that()
                    .resideInAPackage(topDown.get(layer))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(topDown.subList(0, layer).toArray(String[]::new))
                    .check(classes);
        }
        requireNone(classes);
    }

    /**
     * Fails where a public type of its own file does not say who may use it, or mentions a type
     * that is not public.
     */
    public static void requireMarked(Class<?> oneOfThem) {
        PublicSignatures.requireVisible(classes(oneOfThem));
        ArchRuleDefinition.classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .beAnnotatedWith(PublicEvolving.class)
                .orShould()
                .beAnnotatedWith(Experimental.class)
                .orShould()
                .beAnnotatedWith(Internal.class)
                .check(classes(oneOfThem));
    }

    /**
     * Fails where a package of a published module does not say to its users' tools that nothing in
     * it is null but what is marked. That it is so, the compiler checks in every module.
     */
    public static void requireNullMarked(Class<?> oneOfThem) {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : classes(oneOfThem)) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }
        if (!unmarked.isEmpty()) {
            throw new AssertionError(
                    "@NullMarked must be in the package-info of every package, it is not in "
                            + unmarked);
        }
    }

    private static JavaClasses classes(Class<?>... oneOfEach) {
        Path[] folders = Arrays.stream(oneOfEach).map(PackageCircles::folder).toArray(Path[]::new);
        return new ClassFileImporter().importPaths(folders);
    }

    private static Path folder(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a folder of classes has an address", e);
        }
    }
}
