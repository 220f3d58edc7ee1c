package io.github.flinkbert.cli.option;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads {@code --kafka.NAME=VALUE} and its kind; their names are Kafka's and not known here. */
@Internal
public final class KafkaArguments {

    private static final List<String> PREFIXES =
            List.of("--kafka.", "--source.kafka.", "--sink.kafka.");

    private KafkaArguments() {}

    /**
     * @return the properties under the job's keys, {@code kafka.NAME} and so on
     * @throws CommandLine.ParameterException for anything else, with what may have been meant
     */
    public static Map<String, String> parse(CommandLine command, List<String> arguments) {
        Map<String, String> found = new LinkedHashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (PREFIXES.stream().noneMatch(argument::startsWith)) {
                throw new UnmatchedArgumentException(command, List.of(argument));
            }
            int equals = argument.indexOf('=');
            if (equals >= 0) {
                found.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (rest.hasNext()) {
                found.put(argument.substring(2), rest.next());
            } else {
                throw new MissingParameterException(
                        command, List.of(), argument + " needs a value");
            }
        }
        return found;
    }
}
