package io.github.flinkbert.family.gpt;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.BundleFolder;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.checkpoint.Release;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.text.Casing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * OpenAI's release of GPT-2: {@code hparams.json}, {@code encoder.json}, {@code vocab.bpe} and a
 * TensorFlow checkpoint.
 *
 * <p>Source: {@code model.py} and {@code encoder.py} of openai/gpt-2.
 */
final class Gpt2Release implements ReleaseForm {

    private static final String SETTINGS = "hparams.json";
    private static final String PIECES = "encoder.json";
    private static final String MERGES = "vocab.bpe";

    /** Those of the model; an optimizer has others of longer names. */
    private static final Pattern VARIABLE =
            Pattern.compile(
                    "model/(wte|wpe|ln_f/[gb]"
                        + "|h\\d+/(ln_[12]/[gb]|(attn/c_attn|attn/c_proj|mlp/c_fc|mlp/c_proj)/[wb]))");

    @Override
    public String description() {
        return "OpenAI release of GPT-2 (hparams.json, encoder.json, vocab.bpe, model.ckpt.index)";
    }

    @Override
    public boolean matches(Path folder) throws IOException {
        return Files.isRegularFile(folder.resolve(SETTINGS))
                && (Files.isRegularFile(folder.resolve(PIECES))
                        || BundleFolder.holds(folder, GptVariables.WORDS));
    }

    @Override
    public Checkpoint open(Release release) throws IOException {
        Path folder = release.folder();
        Path file = folder.resolve(SETTINGS);
        JsonNode json = Json.read(file);
        GptConfig config =
                GptConfig.released(
                        Json.positive(json, "n_vocab", file),
                        Json.positive(json, "n_embd", file),
                        Json.positive(json, "n_layer", file),
                        Json.positive(json, "n_head", file),
                        Json.positive(json, "n_ctx", file),
                        GptConfig.Normalization.BEFORE);
        Map<String, GptWeights.Stored> variables = new TreeMap<>();
        BundleFolder.tensors(folder, Gpt2Family.NAME, GptVariables.WORDS)
                .forEach(
                        (name, tensor) -> {
                            if (VARIABLE.matcher(name).matches()) {
                                variables.put(name, GptWeights.Stored.of(tensor));
                            }
                        });
        return new GptCheckpoint(
                Gpt2Family.NAME,
                release,
                "OpenAI release",
                config,
                Gpt2Tokenizers.ofOpenAi(folder.resolve(PIECES), folder.resolve(MERGES)),
                Casing.CASED,
                new GptWeights(variables),
                Optional.empty());
    }
}
