package io.github.flinkbert.cli;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.lines.Answer;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Layers;
import io.github.flinkbert.task.Pooling;
import io.github.flinkbert.task.Reply;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Texts in, vectors out. */
@Command(
        name = "embed",
        description =
                "Embed each text: {\"id\",\"text\"} or a plain line in,"
                        + " {\"id\",\"embedding\":[…]} out.")
final class EmbedCommand implements Callable<Integer> {

    @ParentCommand private FlinkBert root;
    @Mixin private LineOptions lines;
    @Mixin private ModelOptions model;

    @Option(
            names = "--pooling",
            paramLabel = "cls|mean|max|cls-pooler",
            description = {
                "How token vectors become one (default: mean); cls-pooler is BERT's own",
                "pooler, a dense layer and tanh over [CLS]."
            })
    private Pooling pooling;

    @ArgGroup private Which which = new Which();

    /** At most one of the two. */
    static final class Which {
        @Option(
                names = "--layer",
                paramLabel = "N",
                description = {
                    "The layer to take (default: -1, the last); 0 is the embedding layer,",
                    "negative numbers count from the end."
                })
        private int layer = -1;

        @Option(names = "--last-four", description = "The last four layers, one after the other.")
        private boolean lastFour;
    }

    @Option(names = "--normalize", description = "Scale each vector to length 1.")
    private boolean normalize;

    @Option(
            names = "--tokens",
            description =
                    "One vector per token: {\"id\",\"tokens\":[{\"token\",\"start\",\"end\","
                            + "\"embedding\":[…]}]}.")
    private boolean tokens;

    @Override
    public Integer call() throws Exception {
        Ask ask = ask();
        lines.requireInput();
        try (Bert bert = model.open()) {
            return lines.converse(
                    root.streams(),
                    tokens
                            ? LineOptions.TOKEN_CHARACTERS_IN_FLIGHT
                            : LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line ->
                            bert.submitWhenRoom(line.text(), List.of(ask))
                                    .thenApply(replies -> answer(replies.get(0))));
        }
    }

    private Ask ask() {
        Layers layers = which.lastFour ? Layers.LAST_FOUR : Layers.layer(which.layer);
        if (!tokens) {
            return new Ask.Embed(pooling == null ? Pooling.MEAN : pooling, layers, normalize);
        }
        if (pooling != null || normalize) {
            throw new UserException(
                    "--tokens gives every token's own vector: it cannot go with "
                            + (pooling != null ? "--pooling" : "--normalize"));
        }
        return new Ask.EmbedTokens(layers);
    }

    private static Answer answer(Reply reply) {
        return reply instanceof Reply.TokenEmbeddings vectors
                ? AnswerFields.tokenEmbeddings(vectors)
                : AnswerFields.embedding((Reply.Embedding) reply);
    }
}
