package io.github.flinkbert.flink.inplace.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.encode.AddedJson;
import io.github.flinkbert.flink.inplace.form.FoundTexts;
import io.github.flinkbert.flink.inplace.form.InPlaceFixture;
import io.github.flinkbert.testing.RandomSeed;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormTest {

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder().maxNumberLength(10_000).build())
                            .build());
    private static final byte[] FOUND = new AddedJson(false).of(InPlaceFixture.enriched());
    private static final int RECORDS = 10_000;

    private final Random random = RandomSeed.random();

    @Test
    void allBytesBeforeAndAfterTheFieldAreThoseOfTheRecord() throws Exception {
        JsonForm form = new JsonForm(InPlaceFixture.wanted("/a/*/b", "c"), "bert");
        for (int i = 0; i < RECORDS; i++) {
            String object = "{" + space() + members(4) + space() + "}";
            String json = space() + object + space();
            try {
                assertThat(form.read(json.getBytes(UTF_8)).texts())
                        .isEqualTo(expected(JSON.readTree(json)));
            } catch (MalformedRecordException e) {
                // A number where a text was wanted; such a record is not written.
                assertThat(e).hasMessageContaining("must be a string or an array");
            }

            String out = new String(form.write(json.getBytes(UTF_8), FOUND), UTF_8);

            int brace = json.lastIndexOf('}');
            String comma = JSON.readTree(json).isEmpty() ? "" : ",";
            assertThat(out)
                    .isEqualTo(
                            json.substring(0, brace)
                                    + comma
                                    + "\"bert\":"
                                    + new String(FOUND, UTF_8)
                                    + json.substring(brace));
            assertThat(JSON.readTree(out).get("bert")).isEqualTo(JSON.readTree(FOUND));
        }
    }

    /** Of repeated members the last one, as Jackson's trees have it. */
    private static Map<String, String> expected(JsonNode record) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < record.path("a").size(); i++) {
            strings("/a/%d/b".formatted(i), record.path("a").path(i).path("b"), texts);
        }
        strings("/c", record.path("c"), texts);
        return texts;
    }

    private static void strings(String pointer, JsonNode node, Map<String, String> into) {
        if (node.isTextual()) {
            into.put(pointer, node.textValue());
        }
        for (int i = 0; i < node.size(); i++) {
            strings(pointer + "/" + i, node.path(i), into);
        }
    }

    private String space() {
        return " \t\r\n".substring(random.nextInt(5)).repeat(random.nextInt(3));
    }

    private String members(int depth) {
        StringBuilder members = new StringBuilder();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            members.append(i == 0 ? "" : space() + "," + space())
                    .append('"')
                    .append(new String[] {"a", "b", "c", "\\u0061", "é\\n", ""}[random.nextInt(6)])
                    .append("\"")
                    .append(space())
                    .append(":")
                    .append(space())
                    .append(value(depth - 1));
        }
        return members.toString();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "-0.10e+400";
            case 3 -> "123456789".repeat(1 + random.nextInt(200));
            case 4 -> "\"\\ud83d\\ude42 {}[] \\\" \\/ \"";
            case 5 -> "\"🙂 한국어\"";
            case 6 -> "[]";
            case 7 -> "{" + space() + members(depth) + "}";
            default -> "[" + value(depth - 1) + space() + "," + value(depth - 1) + "]";
        };
    }

    @Test
    void textsAreFoundInTheOrderOfThePaths() throws Exception {
        String ticket =
                """
                {"id": 7, "title": "t", "bodies": ["x", null, ["y"]],
                 "ticket": {"comments": [{"body": "one"}, {"body": null}, {}, {"body": "two"}]},
                 "a/b": {"~": "odd"}}
                """;

        assertThat(read(ticket, "/ticket/comments/*/body", "title", "bodies", "/a~1b/~0").texts())
                .containsExactly(
                        Map.entry("/ticket/comments/0/body", "one"),
                        Map.entry("/ticket/comments/3/body", "two"),
                        Map.entry("/title", "t"),
                        Map.entry("/bodies/0", "x"),
                        Map.entry("/bodies/2/0", "y"),
                        Map.entry("/a~1b/~0", "odd"));
        assertThat(read(ticket, "ticket.comments.3.body").texts())
                .containsExactly(Map.entry("/ticket/comments/3/body", "two"));
        assertThat(read(ticket, "title.x", "none", "/ticket/comments/9/body").texts()).isEmpty();
        assertThat(read(ticket, "title").id()).contains("7");
    }

    @Test
    void anEnvelopeWithoutAnAfterHasNoText() throws Exception {
        assertThat(
                        read(
                                        "{\"payload\": {\"before\": {\"review\": \"old\"},"
                                                + " \"after\": null}}",
                                        "payload.after.review")
                                .texts())
                .isEmpty();
    }

    @Test
    void theLastOfMembersOfOneNameHolds() throws Exception {
        assertThat(
                        read(
                                        "{\"a\": {\"b\": \"1\", \"c\": \"2\"}, \"a\": {\"b\":"
                                                + " \"3\"}}",
                                        "a.b",
                                        "a.c")
                                .texts())
                .containsExactly(Map.entry("/a/b", "3"));
        assertThat(read("{\"id\": 1, \"id\": null}", "a").id()).isEmpty();
    }

    @Test
    void aRepeatedMemberCostsTheSameBesideManyTexts() throws Exception {
        String repeated = "\"c\": null, ".repeat(100_000);
        JsonForm form = new JsonForm(InPlaceFixture.wanted("a", "c"), "bert");
        byte[] few = "{\"a\": [\"x\"], %s\"c\": \"y\"}".formatted(repeated).getBytes(UTF_8);
        byte[] many =
                "{\"a\": [%s\"x\"], %s\"c\": \"y\"}"
                        .formatted("\"x\", ".repeat(9_000), repeated)
                        .getBytes(UTF_8);

        assertThat(form.read(many).texts()).hasSize(9_002).containsEntry("/c", "y");
        assertThat(nanos(form, many)).isLessThan(30 * nanos(form, few));
    }

    /** The best of several. */
    private static long nanos(JsonForm form, byte[] json) throws MalformedRecordException {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            form.read(json);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "[1]",
                "\"text\"",
                "{\"a\": 1",
                "{\"a\": 1}}",
                "{\"a\": 1} {}",
                "{\"a\": 01}",
                "{\"x\": \"\\q\"}",
                "{\"x\": 'y'}",
                "{\"x\": [NaN]}",
                "{\"text\": \"\\ud800\"}",
                "{\"text\": 5}",
                "{\"text\": {}}",
                "{\"bert\": null}",
                "{\"x\": 1, \"\\u0062ert\": 2}",
            })
    void whatIsNoJsonObjectOrHasNoPlaceIsRefused(String json) {
        assertThatThrownBy(() -> read(json, "text")).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void whatLiesDeepOrIsOddElsewherePasses() throws Exception {
        String odd =
                "{\"deep\": %s1%s, \"half\": \"\\ud800\", \"x\": {\"bert\": 1}, \"text\": \"t\"}"
                        .formatted("[".repeat(900), "]".repeat(900));

        assertThat(read(odd, "text").texts()).containsValue("t");
        assertThatThrownBy(() -> read("{\"deep\": " + "[".repeat(2000), "text"))
                .hasMessageContaining("nested deeper");
    }

    @Test
    void aByteOrderMarkStays() throws Exception {
        byte[] marked = "\uFEFF{\"text\":\"t\"}\n".getBytes(UTF_8);
        JsonForm form = new JsonForm(InPlaceFixture.wanted("text"), "b\"x");

        assertThat(form.read(marked).texts()).containsValue("t");
        assertThat(new String(form.write(marked, "1".getBytes(UTF_8)), UTF_8))
                .isEqualTo("\uFEFF{\"text\":\"t\",\"b\\\"x\":1}\n");
    }

    @Test
    void whatWasFoundHasTheShapeOfEnrichedTexts() throws Exception {
        assertThat(JSON.readTree(FOUND))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"embedding": [1.5, -2.0],
                                 "model": {"name": "m", "digest": "d", "precision": "float32"}}
                                """));
        assertThat(new AddedJson(false).of(InPlaceFixture.withoutText()))
                .asString()
                .isEqualTo("null");
        assertThat(new AddedJson(true).of(InPlaceFixture.withoutText()))
                .asString()
                .isEqualTo("null");
        assertThat(JSON.readTree(new AddedJson(true).of(InPlaceFixture.several("/a/0", "/b"))))
                .extracting(
                        each -> each.get("path").textValue(), each -> each.get("embedding").size())
                .containsExactly(tuple("/a/0", 2), tuple("/b", 2));
    }

    private static FoundTexts read(String json, String... paths) throws MalformedRecordException {
        return new JsonForm(InPlaceFixture.wanted(paths), "bert").read(json.getBytes(UTF_8));
    }
}
