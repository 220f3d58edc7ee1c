package io.github.flinkbert;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;

/** Packages that depend on each other in a circle: no module has any. */
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
        Path[] folders = Arrays.stream(oneOfEach).map(PackageCircles::folder).toArray(Path[]::new);
        JavaClasses classes = new ClassFileImporter().importPaths(folders);
        SlicesRuleDefinition.slices()
                .assignedFrom(PACKAGES)
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    private static Path folder(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a folder of classes has an address", e);
        }
    }
}
