package io.github.flinkbert.flink.config;

import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.option.Option;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** The arguments of {@code flink run}: {@code --key value}, and {@code --properties FILE}. */
@Internal
public final class JobArguments {

    private static final String PROPERTIES = "--properties";

    private JobArguments() {}

    /**
     * Reads arguments to options. A key given as an argument counts, whatever a file says of it.
     *
     * @throws JobConfigException if an argument is no option, or has no value, or a file cannot be
     *     read
     */
    public static Map<String, String> parse(String... args) {
        Map<String, String> fromFiles = new TreeMap<>();
        Map<String, String> fromArguments = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String name = args[i];
            if (!name.startsWith("--")) {
                // Unsaid, for it may be a secret whose key is missing.
                problems.add("argument %d must begin with --".formatted(i + 1));
            } else if (i + 1 == args.length) {
                problems.add("%s needs a value".formatted(name));
            } else if (name.equals(PROPERTIES)) {
                i++;
                fromFiles = over(fromFiles, read(Path.of(args[i]), problems));
            } else {
                i++;
                String key = name.substring(2);
                String before = fromArguments.get(key);
                boolean repeated = before != null && isRepeated(key);
                fromArguments.put(key, repeated ? before + "," + args[i] : args[i]);
                if (before != null && !repeated && !before.equals(args[i])) {
                    // The values stay unsaid: they may be secrets.
                    problems.add("%s is given twice, with different values".formatted(name));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new JobConfigException(problems);
        }
        return over(fromFiles, fromArguments);
    }

    /**
     * Options from two places.
     *
     * @param stronger what it says of an option counts, under whichever of its names, and in place
     *     of what the weaker says by an option that says the same in another way
     */
    public static Map<String, String> over(
            Map<String, String> weaker, Map<String, String> stronger) {
        Map<String, String> all = new TreeMap<>(weaker);
        Stream.concat(
                        JobOptions.ALL.stream().map(Option::keys),
                        JobOptions.ALTERNATIVES.stream().map(JobArguments::keys))
                .filter(names -> names.stream().anyMatch(stronger::containsKey))
                .forEach(all.keySet()::removeAll);
        all.putAll(stronger);
        return all;
    }

    private static boolean isRepeated(String key) {
        return JobOptions.REPEATED.stream().anyMatch(option -> option.keys().contains(key));
    }

    private static List<String> keys(List<Option<?>> options) {
        return options.stream().flatMap(option -> option.keys().stream()).toList();
    }

    private static Map<String, String> read(Path file, List<String> problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            problems.add("--properties: there is no file %s".formatted(file));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(
                    "--properties: %s is no properties file in UTF-8: %s"
                            .formatted(file, e.getMessage()));
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
