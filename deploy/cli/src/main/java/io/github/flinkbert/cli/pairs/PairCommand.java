package io.github.flinkbert.cli.pairs;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.labels.LabelOptions;
import io.github.flinkbert.cli.lines.Line;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.option.HeadOption;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.LongPairs;
import io.github.flinkbert.task.pairs.NextSentence;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Two texts a line in, their labels or their score out. */
@Command(
        name = "pair",
        description =
                "Label two texts together, or score them: entailment, duplicates, how well a"
                        + " passage fits a query. Lines of two texts with a TAB between them, or"
                        + " {\"id\",\"text\",\"secondText\"} in,"
                        + " {\"id\",\"labels\":[{\"label\",\"score\"}],\"truncated\"} out; with"
                        + " --next-sentence {\"id\",\"isNext\",\"truncated\"}.")
@Internal
public final class PairCommand implements Callable<Integer> {

    private static final String NEXT_SENTENCE = "--next-sentence";
    private static final String WINDOWS = "--windows";

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private LabelOptions decoding;

    @Mixin private HeadOption head;

    @Option(
            names = "--second",
            paramLabel = "TEXT",
            description = "The second text of every line; each line is then a first text.")
    private Optional<String> second = Optional.empty();

    @Option(
            names = WINDOWS,
            description =
                    "Read a second text that is too long in windows, each behind the whole first"
                            + " one. Default: the longer of the two is cut, as BERT's reference"
                            + " does, and \"truncated\" says so.")
    private boolean windows;

    @Option(
            names = NEXT_SENTENCE,
            description =
                    "Whether the second text goes on where the first one ends, by the head that"
                            + " Google's own releases come with.")
    private boolean nextSentence;

    @Override
    public Integer call() throws Exception {
        requireFit();
        lines.requireInput();
        try (Bert bert = model.open()) {
            bert.requireFit(List.of(ask(second.orElse("?"))));
            return lines.converse(
                    root.streams(), bert, LineOptions.POOLED_CHARACTERS_IN_FLIGHT, this::ask);
        }
    }

    private void requireFit() {
        decoding.requireTop();
        if (nextSentence) {
            decoding.requireOnly(List.of(), "with " + NEXT_SENTENCE);
            if (windows || !head.name().isEmpty()) {
                throw new UserException(
                        "%s means nothing with %s; leave it out"
                                .formatted(windows ? WINDOWS : "--head", NEXT_SENTENCE));
            }
        } else if (!windows) {
            decoding.requireOnly(
                    List.of("--top", "--threshold", "--problem-type"), "without " + WINDOWS);
        }
    }

    private LineAsk ask(Line.Text line) {
        TwoTexts texts = TwoTexts.of(line, second);
        LineAsk ask =
                nextSentence
                        ? LineAsk.of(new NextSentence(texts.second()), PairFields::nextSentence)
                        : LineAsk.of(
                                classify(texts.second()),
                                found ->
                                        PairFields.labels(
                                                decoding.written(found.labels()),
                                                found.truncated()));
        return ask.of(texts.first());
    }

    private Ask<?> ask(String text) {
        return nextSentence ? new NextSentence(text) : classify(text);
    }

    private ClassifyPair classify(String text) {
        return new ClassifyPair(
                head.name(),
                text,
                decoding.problem(),
                decoding.threshold(),
                windows ? LongPairs.WINDOWS : LongPairs.TRUNCATE,
                decoding.join());
    }
}
