package io.github.flinkbert.cli.language;

import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.language.LanguageDetector;
import io.github.flinkbert.task.language.TextLanguage;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Texts in, their languages out: no model is loaded. */
@Command(
        name = "language",
        description =
                "Tell the language of texts: a text in, {\"id\",\"language\",\"score\"} out, und"
                        + " where it cannot be told.")
@Internal
public final class LanguageCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;

    @Override
    public Integer call() throws Exception {
        lines.requireInput();
        LanguageDetector detector = LanguageDetector.standard();
        return lines.converse(
                root.streams(),
                LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                line -> CompletableFuture.completedFuture(written(detector.detect(line.text()))));
    }

    private static LineResult written(TextLanguage language) {
        return json -> {
            json.writeStringField("language", language.code());
            json.writeNumberField("score", language.score());
        };
    }
}
