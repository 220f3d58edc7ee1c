package io.github.flinkbert.flink;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows in which number format a subtask computes. It is the process's own choice unless the job
 * says the precision, and another one makes other numbers of the same text: in a job all should
 * agree.
 */
@Internal
public final class NumberFormats {

    /**
     * Gauge under {@code <operator>.bert}: bits of the significand of the format's numbers, 24 in
     * float32, 11 in float16, 8 in bfloat16, 7 in int8; 0 where the format is not known. A number,
     * for most reporters take nothing else.
     */
    static final String BITS = "precisionBits";

    private static final Logger LOG = LoggerFactory.getLogger(NumberFormats.class);

    private NumberFormats() {}

    /** Registers the gauge for a subtask whose format stays what it is. */
    public static void show(String format, MetricGroup operator) {
        Gauge<Integer> bits = () -> bits(format);
        operator.addGroup(EngineMetrics.GROUP).gauge(BITS, bits);
    }

    static int bits(String format) {
        return switch (format) {
            case "float32" -> 24;
            case "float16" -> 11;
            case "bfloat16" -> 8;
            case "int8" -> 7;
            default -> 0;
        };
    }

    /**
     * Warns where the job's state was written in another format than this subtask computes in.
     *
     * @param before formats that the state tells of
     * @return whether there is another one among them
     */
    static boolean warnOfOthers(Iterable<String> before, String now) {
        for (String other : before) {
            if (!other.equals(now)) {
                LOG.warn(
                        "This subtask computes in {}, and a subtask that wrote the checkpoint in"
                                + " {}: texts that are read again get other numbers than before."
                                + " Say the job's precision, or run it on machines of one kind",
                        now,
                        other);
                return true;
            }
        }
        return false;
    }
}
