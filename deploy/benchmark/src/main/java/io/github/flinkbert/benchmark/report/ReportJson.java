package io.github.flinkbert.benchmark.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The report as programs read it: the records, by their fields' names. */
@Internal
public final class ReportJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                    .build();

    private ReportJson() {}

    /** One object; what was not measured is left out. */
    public static String of(Report report) throws JsonProcessingException {
        ObjectNode root = MAPPER.createObjectNode().put("machine", report.machine());
        rows(root, "sets", report.sets());
        rows(root, "products", report.products());
        rows(root, "speeds", report.speeds());
        rows(root, "quality", report.quality());
        rows(root, "tokenizers", report.tokenizers());
        report.latency().ifPresent(found -> root.set("latency", MAPPER.valueToTree(found)));
        rows(root, "memory", report.memory());
        rows(root, "goals", report.targets());
        rows(root, "notes", report.notes());
        return MAPPER.writeValueAsString(root);
    }

    private static void rows(ObjectNode root, String name, List<?> rows) {
        if (!rows.isEmpty()) {
            ArrayNode array = root.putArray(name);
            rows.forEach(row -> array.add(MAPPER.<JsonNode>valueToTree(row)));
        }
    }
}
