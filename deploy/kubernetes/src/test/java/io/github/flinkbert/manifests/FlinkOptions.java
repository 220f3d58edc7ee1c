package io.github.flinkbert.manifests;

import org.apache.flink.configuration.ConfigOption;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The keys of all options in the jars of Flink and its operator on the class path. */
final class FlinkOptions {

    /** Families of keys whose names hold one that the user gives. */
    private static final String FAMILIES =
            "external-resource\\.[a-z]+\\.(amount|driver-factory\\.class|kubernetes\\.config-key)"
                    + "|metrics\\.reporter\\.[a-z]+\\.(factory\\.class|port|interval)"
                    + "|env\\.java\\.opts\\.(all|jobmanager|taskmanager|client)";

    private FlinkOptions() {}

    static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String entry :
                System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            String name = java.nio.file.Path.of(entry).getFileName().toString();
            if (name.startsWith("flink-") && name.endsWith(".jar")) {
                read(entry, keys);
            }
        }
        return keys;
    }

    static boolean isFamily(String key) {
        return key.matches(FAMILIES);
    }

    private static void read(String jar, Set<String> keys) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                String name = entries.nextElement().getName();
                if (name.endsWith("Options.class")) {
                    read(name.substring(0, name.length() - 6).replace('/', '.'), keys, file);
                }
            }
        }
    }

    private static void read(String className, Set<String> keys, JarFile jar) {
        try {
            for (Field field : Class.forName(className).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType() == ConfigOption.class) {
                    field.setAccessible(true);
                    keys.add(((ConfigOption<?>) field.get(null)).key());
                }
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // It needs what is not on this class path: then nothing here uses its options.
        }
    }
}
