package io.github.flinkbert.testbed.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** Texts that become enriched texts. */
record TextRecords(Texts texts) implements SentRecords {

    @Override
    public byte[] value(int n) {
        String whole = "{\"id\":\"%d\",\"text\":\"%s\"}".formatted(n, texts.text(n));
        return (Texts.isBroken(n) ? whole.substring(0, whole.length() - 2) : whole).getBytes(UTF_8);
    }

    @Override
    public boolean isWhole(int n, byte[] out) {
        return true; // what an enriched text holds is up to the job's options
    }

    @Override
    public Map<String, String> jobOptions() {
        return Map.of();
    }
}
