package io.github.flinkbert.flink.sql.function;

import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModuleFactory;
import org.apache.flink.table.module.Module;

/** The module of {@code LOAD MODULE bert}, which Flink finds by {@code META-INF/services}. */
@Internal
public final class BertModuleFactory implements ModuleFactory {

    /** As in {@code LOAD MODULE bert}. */
    public static final String IDENTIFIER = "bert";

    @Override
    public Module createModule(Context context) {
        FactoryUtil.createModuleFactoryHelper(this, context).validate();
        return new BertModule();
    }

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }
}
