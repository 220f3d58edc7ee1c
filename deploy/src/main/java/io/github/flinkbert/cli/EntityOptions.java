package io.github.flinkbert.cli;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.WordLabel;

import picocli.CommandLine.Option;

/** How entities are decoded: what {@code entities} and {@code evaluate} share. */
final class EntityOptions {

    @Option(
            names = "--word-label",
            paramLabel = "first-piece|average|max",
            defaultValue = "first-piece",
            description = {
                "How the scores of a word's pieces become the word's label",
                "(default: ${DEFAULT-VALUE}, as in the reference)."
            })
    private WordLabel wordLabel;

    /**
     * @param model name of the model that labels; empty for the only one there is
     */
    Ask.TagEntities ask(String model) {
        return new Ask.TagEntities(model, wordLabel);
    }
}
