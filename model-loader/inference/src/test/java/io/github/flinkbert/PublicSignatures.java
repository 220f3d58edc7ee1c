package io.github.flinkbert;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

/** What users may call mentions nothing that they may not use. */
public final class PublicSignatures {

    private static final String ROOT = "io.github.flinkbert";

    private PublicSignatures() {}

    /**
     * Fails where a public or protected method, constructor, field or record component of a
     * PublicEvolving type mentions a type of ours whose file is Internal. A type within another is
     * what that one is.
     *
     * @param exceptions what may be mentioned all the same, {@code Type.member: Mentioned}, simple
     *     names each; one that is not needed fails too
     */
    public static void requireUsable(Class<?> oneOfThem, Set<String> exceptions) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPath(folder(oneOfThem))) {
            if (reachable(type) && outermost(type).isAnnotatedWith(PublicEvolving.class)) {
                type.getMembers().stream()
                        .filter(PublicSignatures::reachable)
                        .forEach(member -> addInternals(member, found));
            }
        }
        if (!found.equals(exceptions)) {
            throw new AssertionError(
                    "internal types in public signatures: expected %s, found %s"
                            .formatted(new TreeSet<>(exceptions), found));
        }
    }

    /**
     * Fails where a public or protected member of a public type mentions a type of ours that other
     * packages cannot see: a call that compiles there, such as through a method reference, fails
     * when it is made.
     */
    static void requireVisible(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            if (reachable(type)) {
                for (JavaMember member : type.getMembers()) {
                    mentioned(member)
                            .flatMap(each -> each.getAllInvolvedRawTypes().stream())
                            .map(JavaClass::getBaseComponentType)
                            .filter(each -> each.getPackageName().startsWith(ROOT))
                            .filter(each -> visible(member) && !reachable(each))
                            .forEach(each -> found.add(name(member) + each.getSimpleName()));
                }
            }
        }
        if (!found.isEmpty()) {
            throw new AssertionError("types in public signatures that nobody can see: " + found);
        }
    }

    /**
     * What implements a method of an interface that nobody can see must be public, and is called by
     * it.
     */
    private static boolean visible(JavaMember member) {
        return reachable(member)
                && member.getOwner().getAllRawInterfaces().stream()
                        .filter(type -> !reachable(type))
                        .flatMap(type -> type.getMethods().stream())
                        .noneMatch(method -> method.getName().equals(member.getName()));
    }

    private static String name(JavaMember member) {
        return member.getOwner().getSimpleName() + "." + member.getName() + ": ";
    }

    private static void addInternals(JavaMember member, Set<String> found) {
        mentioned(member)
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(type -> type.getPackageName().startsWith(ROOT))
                .map(PublicSignatures::outermost)
                .filter(type -> type.isAnnotatedWith(Internal.class))
                .forEach(type -> found.add(name(member) + type.getSimpleName()));
    }

    private static Stream<JavaType> mentioned(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        List<JavaType> types = new ArrayList<>(code.getParameterTypes());
        types.add(code.getReturnType());
        return types.stream();
    }

    private static boolean reachable(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC)
                        || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static boolean reachable(JavaClass type) {
        Set<JavaModifier> modifiers = type.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC)
                        || modifiers.contains(JavaModifier.PROTECTED))
                && type.getEnclosingClass().map(PublicSignatures::reachable).orElse(true);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(PublicSignatures::outermost).orElse(type);
    }

    private static Path folder(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a folder of classes has an address", e);
        }
    }
}
