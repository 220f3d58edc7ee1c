package io.github.flinkbert.testbed.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** JSON objects that are written in place: each byte of theirs must come out. */
record JsonRecords(Texts texts) implements SentRecords {

    /** Numbers, nulls and white space as no program of ours would write them. */
    private static final String RECORD =
            "{ \"number\": %d.50e3,\"none\" :null, \"ticket\": {\"bodies\":[\"%s\"]}";

    private static final String FIELD = ",\"bert\":{";

    @Override
    public byte[] value(int n) {
        return (Texts.isBroken(n) ? opened(n) : opened(n) + "}").getBytes(UTF_8);
    }

    private String opened(int n) {
        return RECORD.formatted(n, texts.text(n));
    }

    @Override
    public boolean isWhole(int n, byte[] out) {
        String value = new String(out, UTF_8);
        return value.startsWith(opened(n) + FIELD) && value.endsWith("}}");
    }

    @Override
    public Map<String, String> jobOptions() {
        return Map.of(
                "output-mode", "in-place",
                "input-format", "json",
                "text-paths", "/ticket/bodies/*");
    }
}
