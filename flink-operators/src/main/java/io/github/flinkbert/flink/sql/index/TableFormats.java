package io.github.flinkbert.flink.sql.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.factories.DecodingFormatFactory;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.types.RowKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's formats, by the names that statements have for them. Where a format reads both records of
 * a topic and whole files, as Avro's does, the table says which is meant.
 */
final class TableFormats {

    private static final Logger LOG = LoggerFactory.getLogger(TableFormats.class);

    private TableFormats() {}

    /**
     * @param options of the format, without its name before theirs
     * @param records whether records of a topic are read, and not files
     * @param problems gets a sentence for every fault that is found
     */
    static Optional<DecodingFormat<?>> find(
            String name,
            Map<String, String> options,
            boolean records,
            DynamicTableFactory.Context context,
            List<String> problems) {
        List<DecodingFormatFactory<?>> all = factories(context.getClassLoader());
        Optional<DecodingFormatFactory<?>> found =
                all.stream()
                        .filter(factory -> factory.factoryIdentifier().equals(name))
                        .min(
                                Comparator.comparing(
                                        factory ->
                                                factory instanceof DeserializationFormatFactory
                                                        != records));
        if (found.isEmpty()) {
            Set<String> names = new TreeSet<>();
            all.forEach(factory -> names.add(factory.factoryIdentifier()));
            problems.add(
                    "there is no format %s in Flink's lib/, found %s"
                            .formatted(name, String.join(", ", names)));
            return Optional.empty();
        }
        DecodingFormatFactory<?> factory = found.get();
        unknown(factory, options).forEach(key -> problems.add(ofNone(name, key)));
        try {
            Configuration given = Configuration.fromMap(options);
            FactoryUtil.validateFactoryOptions(factory, given);
            DecodingFormat<?> format = factory.createDecodingFormat(context, given);
            if (!format.getChangelogMode().containsOnly(RowKind.INSERT)) {
                problems.add(
                        "format %s has changes of rows: expected one that has rows"
                                .formatted(name));
            }
            return Optional.of(format);
        } catch (ValidationException e) {
            problems.add("format %s: %s".formatted(name, e.getMessage()));
            return Optional.empty();
        }
    }

    private static String ofNone(String name, String key) {
        return "%s.%s is not an option of the format %s".formatted(name, key, name);
    }

    private static Stream<String> unknown(Factory factory, Map<String, String> options) {
        Set<String> known = new TreeSet<>();
        factory.requiredOptions().forEach(option -> known.add(option.key()));
        factory.optionalOptions().forEach(option -> known.add(option.key()));
        return options.keySet().stream().filter(key -> !known.contains(key));
    }

    /** Those that can be loaded: others miss a jar that they, but not we, need. */
    private static List<DecodingFormatFactory<?>> factories(ClassLoader classes) {
        List<DecodingFormatFactory<?>> found = new ArrayList<>();
        Iterator<Factory> all = ServiceLoader.load(Factory.class, classes).iterator();
        while (true) {
            try {
                if (!all.hasNext()) {
                    return found;
                }
                if (all.next() instanceof DecodingFormatFactory<?> format) {
                    found.add(format);
                }
            } catch (NoClassDefFoundError e) {
                LOG.debug("a format is passed over, for a class of it is not there", e);
            }
        }
    }
}
