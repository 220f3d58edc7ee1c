package io.github.flinkbert.cli.entities;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.option.HeadOption;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Texts in, the names in them out. */
@Command(
        name = "entities",
        description =
                "Find entities: a text in, {\"id\",\"entities\":[{\"label\",\"text\",\"start\","
                        + "\"end\",\"score\"}]} out.")
@Internal
public final class EntitiesCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private EntityOptions decoding;

    @Mixin private HeadOption head;

    @Override
    public Integer call() throws Exception {
        TagEntities ask = decoding.ask(head.name());
        lines.requireInput();
        try (Bert bert = model.open(List.of(ShippedAdapters.ENTITIES_EN))) {
            bert.requireFit(List.of(ask));
            return lines.converse(
                    root.streams(),
                    bert,
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> LineAsk.of(ask, EntityFields::entities));
        }
    }
}
