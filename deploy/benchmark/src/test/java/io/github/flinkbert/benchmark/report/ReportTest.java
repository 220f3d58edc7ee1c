package io.github.flinkbert.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.benchmark.measure.BareProduct;
import io.github.flinkbert.benchmark.measure.IdleLatency;
import io.github.flinkbert.benchmark.measure.Likeness;
import io.github.flinkbert.benchmark.measure.Speed;
import io.github.flinkbert.benchmark.measure.TokenizerRace;
import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.texts.TextSet;
import io.github.flinkbert.benchmark.usage.Spent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportTest {

    /** 1,000 texts of 50 tokens in 10 s of clock and 20 s of processor. */
    private static final Speed OURS =
            speed(Systems.BFLOAT16, NumberFormatName.BFLOAT16, 1_000, 50_000, 9, 10, 30);

    /** A part of the same texts at a fifth of the speed. */
    private static final Speed THEIRS =
            speed(Systems.SAVED_MODEL, NumberFormatName.FLOAT32, 100, 5_000, 5, 5, 4);

    private static final BareProduct.Rate PRODUCT = new BareProduct.Rate(1_000_000, 500_000);

    @Test
    void ratioComparesTheMiddleRoundsByTokens() {
        SpeedRow row = row(THEIRS, Optional.empty());

        assertThat(row.textsPerSecond()).isCloseTo(20, within(1e-9));
        assertThat(row.oursOverThis()).isCloseTo(5, within(1e-9));
        assertThat(row.oursOverThisCpu()).isCloseTo(5, within(1e-9));
        assertThat(row(OURS, Optional.empty()).oursOverThis()).isEqualTo(1);
    }

    @Test
    void shareIsTheEncodersOperationsOverTheBareProducts() {
        SpeedRow row = row(OURS, Optional.of(PRODUCT));

        // 5,000 tokens a second at 170 operations each, of 1,000,000 operations a second.
        assertThat(row.productShare().orElseThrow()).isCloseTo(0.85, within(1e-9));
        assertThat(row.productShareByCpu().orElseThrow()).isCloseTo(0.85, within(1e-9));
    }

    @Test
    void targetsAreThoseThatWereMeasured() {
        Report report = report();

        assertThat(report.targets())
                .extracting(Target::what)
                .containsExactly(
                        "over " + Systems.SAVED_MODEL,
                        "share of the bare bfloat16 product, BERT-Base",
                        "Hugging Face's tokenizer, one thread, English",
                        "idle latency over a bare session run, p50",
                        "resident memory, BERT-Base bfloat16, heap 256 MiB",
                        "8 subtasks over 1, anonymous memory",
                        "bfloat16 against float32, BERT-Base, cosine on 1,000 texts, mean",
                        "bfloat16 against float32, BERT-Base, cosine on 1,000 texts, worst");
        assertThat(report.targets())
                .extracting(Target::isMet)
                .containsExactly(false, false, true, true, true, false, true, false);
    }

    @Test
    void targetsAreAboutTheTextsThatTheUserBrought() {
        Report own =
                new Report(
                        "",
                        List.of(),
                        List.of(new SetRow("mine.txt", lengths())),
                        List.of(),
                        List.of(
                                SpeedRow.of(
                                        Systems.BERT_BASE,
                                        "mine.txt",
                                        THEIRS,
                                        OURS,
                                        1,
                                        Optional.empty())),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of());

        assertThat(own.targets()).extracting(Target::reached).containsExactly(5.0);
    }

    @Test
    void tableSaysWhatIsReachedAndWhatIsNot() {
        String text = ReportText.of(report());

        assertThat(text)
                .startsWith("2 processors\n")
                .contains("Figures to reach")
                .containsPattern("over Google's SavedModel.*at least +5\\.50× +5\\.00× +no")
                .containsPattern("Hugging Face's tokenizer.*at least +8\\.00× +10\\.00× +yes")
                .containsPattern("worst +at least +0\\.999500 +0\\.999400 +no")
                .containsPattern("bare session run, same shape +20\\.00 +30\\.00")
                .endsWith("- tokens are given to peers\n");
        assertThat(text.lines()).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void emptyReportHasNoTables() {
        assertThat(ReportText.of(empty())).isEqualTo("2 processors\n");
    }

    @Test
    void jsonHoldsWhatTheTableShows() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ReportJson.of(report()));

        JsonNode theirs = json.at("/speeds/1");
        assertThat(theirs.get("system").asText()).isEqualTo(Systems.SAVED_MODEL);
        assertThat(theirs.get("oursOverThis").asDouble()).isCloseTo(5, within(1e-9));
        assertThat(theirs.has("fill")).isFalse();
        assertThat(json.at("/speeds/0/fill").asDouble()).isEqualTo(0.97);
        assertThat(json.at("/goals/0/met").asBoolean()).isFalse();
        assertThat(json.at("/goals/2/met").asBoolean()).isTrue();
        assertThat(json.at("/goals/0/direction").asText()).isEqualTo("AT_LEAST");
        assertThat(json.at("/tokenizers/0/ratio").asDouble()).isEqualTo(10);
        assertThat(json.at("/latency/p50").asDouble()).isEqualTo(21);
        assertThat(json.at("/sets/0/lengths/mean").asDouble()).isEqualTo(50);
        assertThat(new ObjectMapper().readTree(ReportJson.of(empty()))).hasSize(1);
    }

    private static Report empty() {
        return new Report(
                "2 processors",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static Report report() {
        return new Report(
                "2 processors",
                List.of("tokens are given to peers"),
                List.of(new SetRow(Report.TARGET_SET, lengths())),
                List.of(new ProductRow("bfloat16", 390, 395, 195)),
                List.of(row(OURS, Optional.of(PRODUCT)), row(THEIRS, Optional.empty())),
                List.of(
                        new QualityRow(
                                Systems.BERT_BASE,
                                "bfloat16",
                                new Likeness(1_000, 0.99999, 0.9994))),
                List.of(new TokenizerRace.Result("English", 20, 2, 9)),
                Optional.of(new IdleLatency.Result(200, 21, 40, 20, 30)),
                List.of(
                        new MemoryRow(Systems.ONE_SUBTASK, 900, 600),
                        new MemoryRow(Systems.EIGHT_SUBTASKS, 1_000, 660)));
    }

    private static TextSet.Lengths lengths() {
        return new TextSet.Lengths(1_000, 50, 1, 200, 0.43);
    }

    private static SpeedRow row(Speed speed, Optional<BareProduct.Rate> product) {
        return SpeedRow.of(Systems.BERT_BASE, Report.TARGET_SET, speed, OURS, 170, product);
    }

    private static Speed speed(
            String system, NumberFormatName format, int texts, long tokens, double... seconds) {
        return new Speed(
                system,
                format,
                texts,
                tokens,
                java.util.Arrays.stream(seconds)
                        .mapToObj(s -> new Spent((long) (s * 1e9), (long) (2 * s * 1e9)))
                        .toList(),
                Optional.of(new Likeness(texts, 0.99999, 0.9999)),
                format == NumberFormatName.BFLOAT16 ? Optional.of(0.97) : Optional.empty(),
                Optional.empty());
    }
}
