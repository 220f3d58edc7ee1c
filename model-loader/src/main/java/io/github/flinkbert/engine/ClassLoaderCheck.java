package io.github.flinkbert.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says so when this library was loaded with a Flink job instead of from Flink's {@code lib/}: then
 * each job has models of its own, and a job's second start fails, for a native library can be
 * loaded by one class loader only.
 */
final class ClassLoaderCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ClassLoaderCheck.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private ClassLoaderCheck() {}

    static void warnOnce() {
        ClassLoader loader = ClassLoaderCheck.class.getClassLoader();
        if (isOfJob(loader) && SAID.compareAndSet(false, true)) {
            LOG.warn(
                    "model-loader was loaded by {}, a job's class loader. Put TensorFlow, JavaCPP"
                        + " and model-loader into Flink's lib/ and set"
                        + " classloader.parent-first-patterns.additional:"
                        + " org.tensorflow;org.bytedeco;io.github.flinkbert; otherwise models are"
                        + " not shared between jobs, and a job cannot start twice in one process.",
                    loader.getClass().getName());
        }
    }

    /** By name, for this library knows no Flink. */
    static boolean isOfJob(ClassLoader loader) {
        return loader != null && loader.getClass().getName().startsWith("org.apache.flink.util.");
    }
}
