package io.github.flinkbert.flink.task.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.task.labels.LabelSelection;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.LongPairs;
import io.github.flinkbert.task.pairs.NextSentence;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class PairsTaskTest {

    private static final TextInput ALONE = TextInput.of("first");
    private static final TextInput PAIR = ALONE.with(PairsTask.SECOND_TEXT, List.of("second"));
    private static final PairResult RESULT =
            new PairResult(List.of(new LabelScore("한", 0.75), new LabelScore("b", 0.25)), true);

    @Test
    void aTextIsAskedWithItsSecondOneElseWithTheStandingOne() {
        assertThat(PairsTask.any().asks(PAIR)).containsExactly(ask("", "second"));
        assertThat(PairsTask.any().asks(ALONE)).isEmpty();
        assertThat(PairsTask.of("m").with("query").asks(ALONE)).containsExactly(ask("m", "query"));
        assertThat(PairsTask.of("m").with("query").asks(PAIR)).containsExactly(ask("m", "second"));
        assertThat(PairsTask.of("m").everyAsk("probe")).containsExactly(ask("m", "probe"));
    }

    private static LabelledPair ask(String model, String second) {
        return new LabelledPair(new ClassifyPair(model, second), LabelSelection.HOLDING);
    }

    @Test
    void allThatIsSaidIsAsked() {
        assertThat(
                        PairsTask.of("m")
                                .withProblemType(ProblemType.MULTI_LABEL)
                                .withThreshold(0.3)
                                .withTop(2)
                                .withWindows(WindowJoin.MAX)
                                .asks(PAIR))
                .containsExactly(
                        new LabelledPair(
                                new ClassifyPair(
                                        "m",
                                        "second",
                                        ProblemType.MULTI_LABEL,
                                        OptionalDouble.of(0.3),
                                        LongPairs.WINDOWS,
                                        WindowJoin.MAX),
                                new LabelSelection(0.3, 2)));
    }

    @Test
    void theNextSentenceIsAskedOfTheReleaseItself() {
        NextSentencePair ask =
                new NextSentencePair(new NextSentence("second"), LabelSelection.HOLDING);

        assertThat(PairsTask.nextSentence().asks(PAIR)).containsExactly(ask);
        assertThat(PairsTask.nextSentence().asks(ALONE)).isEmpty();
        assertThat(PairsTask.nextSentence().with("second").asks(ALONE)).containsExactly(ask);
        assertThatThrownBy(() -> new NextSentenceRequest(null, new LabelSelection(0.3, null)))
                .hasMessageContaining("a text goes on with a second one or does not");
    }

    @Test
    void requestsTravelWithTheJob() throws Exception {
        for (TaskRequest request :
                List.of(
                        PairsTask.of("m").with("query").withThreshold(0.3),
                        PairsTask.nextSentence().withTop(2))) {
            assertThat(InstantiationUtil.clone(request)).isEqualTo(request);
        }
    }

    @Test
    void pairsLieInState() throws Exception {
        ResultFormat<PairResult> format = new PairsBinding().format();
        for (PairResult pair : List.of(RESULT, new PairResult(List.of(), false))) {
            DataOutputSerializer out = new DataOutputSerializer(16);
            format.write(pair, out);
            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

            assertThat(format.read(format.layout(), in)).contains(pair);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void pairsAreToldInAFewWords() {
        PairsBinding binding = new PairsBinding();

        assertThat(binding.summary().of(RESULT)).isEqualTo("of both texts, cut: 한 0.75, b 0.25");
        assertThat(binding.summary().countOf(RESULT)).isEqualTo("2 labels of both texts");
    }
}
