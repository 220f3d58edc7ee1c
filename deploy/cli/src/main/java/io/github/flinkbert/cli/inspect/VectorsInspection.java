package io.github.flinkbert.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.checkpoint.SentenceModule;
import io.github.flinkbert.checkpoint.SentencePrompts;
import io.github.flinkbert.cli.terminal.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a release in the form of sentence-transformers says of a text's vector. */
record VectorsInspection(SentenceEmbedding own) {

    /** Lines for people: what they are about, and what there is. */
    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "vectors",
                Stream.concat(
                                Stream.of(poolings() + (own.promptPooled() ? "" : " of the text")),
                                Stream.concat(
                                        own.modules().stream().map(SentenceModule::description),
                                        own.dimensions().stream()
                                                .mapToObj("the first %d numbers"::formatted)))
                        .collect(Collectors.joining(", ")));
        lines.put("compared by", Words.word(own.similarity()));
        SentencePrompts prompts = own.prompts();
        lines.put(
                "prompts",
                prompts.texts().isEmpty()
                        ? "none"
                        : prompts.texts().keySet().stream()
                                .map(this::prompt)
                                .collect(Collectors.joining(", ")));
        return lines;
    }

    private String poolings() {
        return own.poolings().stream().map(Words::word).collect(Collectors.joining(" and "));
    }

    private String prompt(String name) {
        boolean standard = own.prompts().standard().filter(name::equals).isPresent();
        return "%s \"%s\"%s"
                .formatted(name, own.prompts().texts().get(name), standard ? " (by default)" : "");
    }

    void put(ObjectNode json) {
        ObjectNode vectors = json.putObject("vectors");
        own.poolings().forEach(pooling -> vectors.withArray("poolings").add(Words.word(pooling)));
        vectors.put("include_prompt", own.promptPooled());
        vectors.putArray("modules");
        own.modules().forEach(each -> vectors.withArray("modules").add(each.description()));
        own.maxTokens().ifPresent(most -> vectors.put("max_seq_length", most));
        own.dimensions().ifPresent(kept -> vectors.put("truncate_dim", kept));
        vectors.put("similarity_fn_name", Words.word(own.similarity()));
        ObjectNode prompts = vectors.putObject("prompts");
        own.prompts().texts().forEach(prompts::put);
        vectors.put("default_prompt_name", own.prompts().standard().orElse(null));
    }
}
