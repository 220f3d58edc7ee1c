package io.github.flinkbert.cli.entities;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.FlinkBert;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.ResultFields;
import io.github.flinkbert.cli.lines.UnknownPiecesNote;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
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
final class EntitiesCommand implements Callable<Integer> {

    @ParentCommand private FlinkBert root;
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
        List<Ask> asks = List.of(decoding.ask(name));
        lines.requireInput();
        try (Bert bert = model.open(List.of(ShippedAdapters.ENTITIES_EN))) {
            bert.requireFit(asks);
            UnknownPiecesNote note = new UnknownPiecesNote(bert, root.streams());
            return lines.converse(
                    root.streams(),
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line ->
                            bert.submitWhenRoom(line.text(), note.with(asks))
                                    .thenApply(note::see)
                                    .thenApply(
                                            replies ->
                                                    ResultFields.entities(
                                                            (Reply.Entities) replies.get(0))));
        }
    }
}
