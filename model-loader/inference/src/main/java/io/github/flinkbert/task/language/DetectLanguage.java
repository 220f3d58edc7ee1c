package io.github.flinkbert.task.language;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import org.apache.flink.annotation.PublicEvolving;

/** The language of the text, by {@link LanguageDetector}. Takes no pass of the encoder. */
@PublicEvolving
public record DetectLanguage() implements Ask<TextLanguage> {

    @Override
    public InferencePlan<TextLanguage> plan(TextContext text) {
        return InferencePlan.known(LanguageDetector.standard().detect(text.text()));
    }

    @Override
    public long bytes(TextLanguage result) {
        return 2L * result.code().length() + Float.BYTES;
    }
}
