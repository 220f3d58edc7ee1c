package io.github.flinkbert.cli.entities;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.UnknownPiecesNote;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Texts in, the names in them out. */
@Command(
        name = "entities",
        description =
                "Find entities: a text in, {\"id\",\"entities\":[{\"label\",\"text\",\"start\","
                        + "\"end\",\"score\"}]} out.")
public final class EntitiesCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private EntityOptions decoding;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Which adapter labels, where there are several.")
    private String name;

    @Override
    public Integer call() throws Exception {
        TagEntities ask = decoding.ask(name);
        lines.requireInput();
        try (Bert bert = model.open(List.of(ShippedAdapters.ENTITIES_EN))) {
            bert.requireFit(List.of(ask));
            UnknownPiecesNote note = new UnknownPiecesNote(bert, root.streams());
            return lines.converse(
                    root.streams(),
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line ->
                            bert.submitWhenRoom(line.text(), note.with(List.of(ask)))
                                    .thenApply(note::see)
                                    .thenApply(results -> EntityFields.entities(results.get(ask))));
        }
    }
}
