package io.github.flinkbert.manifests;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.flink.configuration.ConfigOption;

/** The keys of all options in the jars of Flink and its operator on the class path. */
final class FlinkOptions {

    /** Families of keys whose names hold one that the user gives. */
    private static final String FAMILIES =
            "external-resource\\.[a-z]+\\.(amount|driver-factory\\.class|kubernetes\\.config-key)"
                    + "|metrics\\.reporter\\.[a-z]+\\.(factory\\.class|port|interval)"
                    + "|env\\.java\\.opts\\.(all|jobmanager|taskmanager|client)";

    /** Named so since operator 1.11, not on Maven Central; 1.10 has it as target.utilization. */
    private static final String RENAMED = "job.autoscaler.utilization.target";

    private FlinkOptions() {}

    static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.startsWith("flink-") && name.endsWith(".jar")) {
                readJar(entry, keys);
            }
        }
        if (keys.contains("job.autoscaler.target.utilization")) {
            keys.add(RENAMED);
        }
        return keys;
    }

    static boolean isFamily(String key) {
        return key.matches(FAMILIES);
    }

    private static void readJar(String jar, Set<String> keys) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                String name = entries.nextElement().getName();
                if (name.endsWith("Options.class")) {
                    readClass(name.substring(0, name.length() - 6).replace('/', '.'), keys);
                }
            }
        }
    }

    private static void readClass(String className, Set<String> keys) {
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
