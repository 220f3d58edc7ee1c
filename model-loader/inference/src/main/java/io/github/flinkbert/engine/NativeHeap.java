package io.github.flinkbert.engine;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that native code took from the C library, which keeps for later what is freed: a
 * closed model's weights would go on counting as this process's.
 */
final class NativeHeap {

    private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

    private NativeHeap() {}

    /**
     * Gives what is free back to the system, as {@code malloc_trim} does: by HotSpot's diagnostic
     * command {@code System.trim_native_heap}, which Linux with glibc has from Java 17.0.9 on.
     * Elsewhere nothing happens.
     */
    static void trim() {
        try {
            Object answer =
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "systemTrimNativeHeap",
                                    null,
                                    null);
            LOG.debug("{}", answer);
        } catch (JMException | RuntimeException e) {
            LOG.debug("This JVM cannot give free native memory back", e);
        }
    }
}
