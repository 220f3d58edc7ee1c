package io.github.flinkbert.flink.task.language;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.task.language.TextLanguage;

/** The code, and its score. */
final class LanguageSummary implements Summary<TextLanguage> {

    @Override
    public String of(TextLanguage language) {
        return "language: %s %s".formatted(language.code(), Summary.score(language.score()));
    }

    @Override
    public String countOf(TextLanguage language) {
        return "a language";
    }
}
