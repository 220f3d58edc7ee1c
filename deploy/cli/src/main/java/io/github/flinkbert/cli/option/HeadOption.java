package io.github.flinkbert.cli.option;

import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** Which task head replies, where the model and its adapters bring several. */
@Internal
public final class HeadOption {

    @Option(
            names = "--head",
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "Which task head to ask, where there are several: an adapter's name, or the"
                            + " model's own.")
    private String name;

    /** Empty where the user says nothing: for the only one there is. */
    public String name() {
        return name;
    }
}
