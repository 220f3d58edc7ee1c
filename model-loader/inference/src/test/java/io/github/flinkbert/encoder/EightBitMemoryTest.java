package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.quantization.Calibration;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.text.Sequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * TensorFlow rearranges 8-bit weights once for each kernel that it makes, and keeps what it made:
 * that must not be once for each kind of request.
 */
@Timeout(180)
class EightBitMemoryTest {

    private static final int LAYERS = 3;
    private static final int WIDTH = 512;

    /** A copy of all weights in 8 bits. */
    private static final long COPY = (long) LAYERS * (4L * WIDTH * WIDTH + 2L * WIDTH * 4 * WIDTH);

    private static final int CHANGES = 8;

    /** In a process of its own, with its heap fixed: says by how much its memory grows. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            BertConfig config =
                    new BertConfig(
                            Miniatures.PIECES.size(),
                            WIDTH,
                            LAYERS,
                            8,
                            4 * WIDTH,
                            Miniatures.LONGEST,
                            2,
                            Activation.GELU_TANH,
                            1e-12);
            ArrayWeights weights = MiniatureCheckpoint.of(config, Miniatures.PIECES, 5).weights();
            Calibration calibration =
                    new Calibration(config, weights, EightBitSupport.texts(3, 4), 10, 2);
            Sequence sequence = Miniatures.sequence(new Random(1), 40);
            PackedBatch batch = Miniatures.alone(sequence);
            try (Encoder encoder =
                    Encoder.load(
                            config,
                            weights,
                            Miniatures.VOCABULARY.maskId(),
                            EightBitSupport.SETTINGS,
                            () -> calibration)) {
                encoder.run(batch, List.of(tokens(Output.RELEASE)));
                encoder.attention(sequence);
                long before = anonymous();
                for (List<Output> outputs : kinds()) {
                    encoder.run(batch, outputs);
                }
                System.out.println("kinds " + (anonymous() - before));
                exchange(encoder, batch, weights);
                before = anonymous();
                for (int i = 0; i < CHANGES; i++) {
                    exchange(encoder, batch, weights);
                }
                System.out.println("branches " + (anonymous() - before));
            }
        }

        private static void exchange(Encoder encoder, PackedBatch batch, ArrayWeights weights) {
            encoder.add(new Branch("own", 0, weights, Optional.empty()));
            encoder.run(batch, List.of(tokens("own")));
            encoder.remove("own");
        }

        private static Output tokens(String branch) {
            return new Output.TokenVectors(branch, LAYERS);
        }

        private static List<List<Output>> kinds() {
            Output tokens = tokens(Output.RELEASE);
            Output mean = new Output.Pooled(Output.RELEASE, Pooling.MEAN, LAYERS);
            Output cls = new Output.Pooled(Output.RELEASE, Pooling.CLS, LAYERS);
            Output below = new Output.Pooled(Output.RELEASE, Pooling.MEAN, LAYERS - 1);
            return List.of(
                    List.of(mean),
                    List.of(cls),
                    List.of(below),
                    List.of(mean, cls),
                    List.of(tokens, cls),
                    List.of(tokens, mean),
                    List.of(below, tokens),
                    List.of(below, mean, cls, tokens));
        }

        private static long anonymous() throws IOException {
            System.gc();
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @BeforeEach
    void require() {
        EightBitSupport.require();
    }

    @Test
    void neitherKindsOfRequestsNorExchangedBranchesAddCopiesOfTheWeights() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xms192m",
                                "-Xmx192m",
                                "-XX:+UseSerialGC",
                                "-XX:+AlwaysPreTouch",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Process process = builder.start();
        try {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(growth(said, "kinds ")).isLessThan(CHANGES * COPY / 2);
            assertThat(growth(said, "branches ")).isLessThan(CHANGES * COPY / 2);
        } finally {
            process.destroyForcibly();
        }
    }

    private static long growth(String said, String what) {
        return said.lines()
                .filter(line -> line.startsWith(what))
                .mapToLong(line -> Long.parseLong(line.substring(what.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the process said: " + said));
    }
}
