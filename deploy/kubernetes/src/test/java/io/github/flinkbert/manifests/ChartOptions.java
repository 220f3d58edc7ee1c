package io.github.flinkbert.manifests;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.flink.config.JobOptions;
import io.github.flinkbert.flink.option.Option;
import java.util.regex.Pattern;

/**
 * What the chart's {@code values.schema.json} must say of the job's options. Each is a text:
 * without quotes YAML would make another one of {@code 1000000} or {@code 010}.
 */
final class ChartOptions {

    /** Such as {@code json|avro}, of which a value is one. */
    private static final Pattern ONE_OF = Pattern.compile("[a-z0-9-]+(\\|[a-z0-9-]+)+");

    /** Such as {@code embedding|entities,…}, of which a value is some. */
    private static final Pattern SOME_OF = Pattern.compile("([a-z0-9-]+(?:\\|[a-z0-9-]+)+),…");

    private ChartOptions() {}

    static ObjectNode schema() {
        ObjectNode schema = new ObjectMapper().createObjectNode();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.putObject("patternProperties")
                .putObject("^(source\\.|sink\\.)?kafka\\.[A-Za-z0-9._-]+$")
                .put("type", "string");
        ObjectNode properties = schema.putObject("properties");
        for (Option<?> option : JobOptions.ALL) {
            ObjectNode value = properties.putObject(option.key()).put("type", "string");
            if (ONE_OF.matcher(option.type()).matches()) {
                ArrayNode members = value.putArray("enum");
                for (String member : option.type().split("\\|", -1)) {
                    members.add(member);
                }
            }
            var some = SOME_OF.matcher(option.type());
            if (some.matches()) {
                value.put("pattern", "^(%1$s)( *, *(%1$s))*$".formatted(some.group(1)));
            }
        }
        return schema;
    }
}
