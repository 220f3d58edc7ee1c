package io.github.flinkbert.externalresource.tpu;

import java.nio.file.Path;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * What {@code external-resource.tpu.driver-factory.class} names. Its one parameter is {@code
 * external-resource.tpu.param.root}.
 */
@PublicEvolving
public final class TpuDriverFactory implements ExternalResourceDriverFactory {

    static final ConfigOption<String> ROOT =
            ConfigOptions.key("root")
                    .stringType()
                    .defaultValue("/")
                    .withDescription("The folder that holds dev and sys; another in tests.");

    @Override
    public ExternalResourceDriver createExternalResourceDriver(Configuration config) {
        return new TpuDriver(new DeviceTree(Path.of(config.get(ROOT))));
    }
}
