package io.github.flinkbert.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps TensorFlow's native library to one class loader of the process. A second one that loads it,
 * as when the library comes with a Flink job and the job starts again, does not get an error: the
 * second copy ends the process, with all that runs in it.
 *
 * <p>Also says so when this library was loaded with a job instead of from Flink's {@code lib/}:
 * then the process has one start.
 */
final class ClassLoaderCheck {

    /** Known to all copies of this class; its value names a class loader, and does not hold it. */
    static final String OWNER_PROPERTY = "flinkbert.tensorflow.owner";

    private static final Logger LOG = LoggerFactory.getLogger(ClassLoaderCheck.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final String REMEDY =
            "Put TensorFlow, JavaCPP and model-loader into Flink's lib/, not into a job's jar or"
                + " ADD JAR, set classloader.parent-first-patterns.additional:"
                + " org.tensorflow;org.bytedeco;io.github.flinkbert, and restart the task managers";

    private ClassLoaderCheck() {}

    /**
     * Takes TensorFlow for this class loader, before any of its native code is loaded.
     *
     * @throws IllegalStateException if another class loader has taken it
     */
    static void claim() {
        ClassLoader loader = ClassLoaderCheck.class.getClassLoader();
        String name = name(loader);
        Object owner = System.getProperties().putIfAbsent(OWNER_PROPERTY, name);
        if (owner != null && !owner.equals(name)) {
            throw new IllegalStateException(
                    ("TensorFlow was loaded by the class loader %s of this process, and a process"
                                    + " bears it once; found this to be %s. %s")
                            .formatted(owner, name, REMEDY));
        }
        if (isOfJob(loader) && SAID.compareAndSet(false, true)) {
            LOG.warn(
                    "model-loader was loaded by {}, a job's class loader. {}; otherwise models are"
                            + " not shared between jobs, and no job can start a second time.",
                    name,
                    REMEDY);
        }
    }

    private static String name(ClassLoader loader) {
        return "%s@%x".formatted(loader.getClass().getName(), System.identityHashCode(loader));
    }

    /** By name, for this library knows no Flink. */
    static boolean isOfJob(ClassLoader loader) {
        return loader != null && loader.getClass().getName().startsWith("org.apache.flink.util.");
    }
}
