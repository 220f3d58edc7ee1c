package io.github.flinkbert.externalresource.tpu;

import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

import java.nio.file.Path;

/**
 * What {@code external-resource.tpu.driver-factory.class} names. Its one parameter is {@code
 * external-resource.tpu.param.root}.
 */
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
