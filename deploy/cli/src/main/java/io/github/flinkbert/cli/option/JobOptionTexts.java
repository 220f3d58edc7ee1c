package io.github.flinkbert.cli.option;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.flink.config.JobOptions;
import io.github.flinkbert.flink.config.SqlOptions;
import io.github.flinkbert.flink.option.Option;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * What help says of the options that a command shares with the Kafka job and SQL, which define them
 * once. Of the job's option {@code n-best} an option of a command has the description by {@code
 * descriptionKey = "job.n-best"}, the default by <code>${bundle:job.n-best.default}</code>, and
 * what values look like by <code>${bundle:job.n-best.type}</code>.
 */
@Internal
public final class JobOptionTexts extends ResourceBundle {

    /** Begins the keys of descriptions. */
    public static final String PREFIX = "job.";

    private static final Map<String, Option<?>> OPTIONS = new LinkedHashMap<>();

    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    static {
        Stream.concat(JobOptions.ALL.stream(), SqlOptions.ALL.stream())
                .forEach(option -> OPTIONS.putIfAbsent(option.key(), option));
        OPTIONS.forEach(
                (key, option) -> {
                    TEXTS.put(PREFIX + key, description(option));
                    TEXTS.put(PREFIX + key + ".type", option.type());
                    option.defaultText()
                            .ifPresent(text -> TEXTS.put(PREFIX + key + ".default", text));
                });
    }

    /** Gives them to all commands of a command line. */
    public static void giveTo(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().resourceBundle(new JobOptionTexts());
            giveTo(command);
        }
    }

    /** As help shows it, with the default behind. */
    public static String description(Option<?> option) {
        String note =
                option.required()
                        ? " Required."
                        : option.defaultText().map(text -> " Default: " + text + ".").orElse("");
        return (option.description() + note).replace("%", "%%");
    }

    /**
     * Reads a value as the job does.
     *
     * @param key the job's
     */
    public static Object parse(String key, String text) {
        try {
            return requireNonNull(OPTIONS.get(key), key).parser().parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "expected %s, found '%s'".formatted(e.getMessage(), text));
        }
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return TEXTS.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(TEXTS.keySet());
    }
}
