package io.github.flinkbert.cli.redaction;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.option.HeadOption;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.redaction.Redact;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Texts in, the same without their personal data out. */
@Command(
        name = "redact",
        description =
                "Take personal data out of texts: a text in, {\"id\",\"redacted\",\"redactions\":"
                        + "[{\"type\",\"start\",\"end\",\"redactedStart\",\"redactedEnd\"}]} out."
                        + " No model finds every name: look at what stays before you rely on it.")
@Internal
public final class RedactCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private RedactionOptions redaction;
    @Mixin private HeadOption head;

    @Override
    public Integer call() throws Exception {
        Redact ask = redaction.ask(head.name());
        lines.requireInput();
        List<String> usual =
                ask.entities().isPresent() ? List.of(ShippedAdapters.ENTITIES_EN) : List.of();
        try (Bert bert = model.open(usual)) {
            bert.requireFit(List.of(ask));
            return lines.converse(
                    root.streams(),
                    bert,
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> LineAsk.of(ask, RedactionFields::redaction));
        }
    }
}
