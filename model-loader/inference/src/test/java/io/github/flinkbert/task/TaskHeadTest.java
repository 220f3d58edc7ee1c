package io.github.flinkbert.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.encoder.Output;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskHeadTest {

    private final TaskHead<Head> head =
            new TaskHead<>(
                    "spans", new Output.TokenScores("own"), new Head.SpanScores("weights", "bias"));
    private final List<Integer> made = new ArrayList<>();

    private String decoder(int settings) {
        return head.decoder(
                String.class,
                settings,
                each -> {
                    made.add(each);
                    return "decoder " + each;
                });
    }

    @Test
    void equalSettingsHaveOneDecoder() {
        assertThat(decoder(1)).isSameAs(decoder(1));
        assertThat(made).containsExactly(1);
    }

    @Test
    void onlyTheDecodersThatWereUsedLastAreKept() {
        for (int settings = 0; settings < 1000; settings++) {
            assertThat(decoder(settings)).isEqualTo("decoder " + settings);
            decoder(0);
        }
        assertThat(made).hasSize(1000);
        made.clear();

        for (int settings = 999; settings > 999 - 63; settings--) {
            decoder(settings);
        }
        decoder(0);
        assertThat(made).isEmpty();
        decoder(1);
        assertThat(made).containsExactly(1);
    }
}
