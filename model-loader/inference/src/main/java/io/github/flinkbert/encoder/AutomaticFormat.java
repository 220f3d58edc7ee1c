package io.github.flinkbert.encoder;

import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number format that a device is best at, for whoever leaves the choice to the product.
 *
 * <p>It follows from what the device is, and nothing is timed: on one machine it is the same in
 * every process, however busy the machine is, or else texts that are replayed would get other
 * vectors. What cannot be known is float32.
 *
 * @param reason for people, such as "the processor has avx512_bf16"
 */
@Internal
public record AutomaticFormat(NumberFormat format, String reason) {

    private static final Logger LOG = LoggerFactory.getLogger(AutomaticFormat.class);
    private static final Map<Placement, AutomaticFormat> DECIDED = new HashMap<>();

    /**
     * Decides for the device of these settings; looks once in a process, and logs what it found.
     *
     * @param settings of the process: looking may make its first session
     * @throws IllegalStateException if a graphics card's driver does not answer
     */
    public static AutomaticFormat of(EncoderSettings settings) {
        synchronized (DECIDED) {
            AutomaticFormat known = DECIDED.get(settings.placement());
            if (known == null) {
                known = decide(settings);
                DECIDED.put(settings.placement(), known);
                LOG.info(
                        "Number format of {}: {}, for {}",
                        settings.placement().kind(),
                        known.format(),
                        known.reason());
            }
            return known;
        }
    }

    private static AutomaticFormat decide(EncoderSettings settings) {
        return switch (settings.placement().kind()) {
            case CPU ->
                    ProcessorFormat.of(
                            ProcessorFormat.cpuInfo(),
                            System.getenv(),
                            () -> OneDnnProbe.worksInBfloat16(EncoderLoader.session(settings)));
            case GPU -> GraphicsCardFormat.of(GraphicsCardFormat.computeCapabilities());
            case TPU -> new AutomaticFormat(NumberFormat.BFLOAT16, "a TPU multiplies bfloat16");
        };
    }
}
