package io.github.flinkbert.cli.lines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.TextRejectedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ConversationTest {

    private static final long ROOMY = 1 << 20;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void answersComeInTheOrderOfTheLinesWhateverTheirOwn() throws Exception {
        CompletableFuture<LineResult> first = new CompletableFuture<>();
        LineHandler lastFirst =
                line -> {
                    if (line.text().equals("a")) {
                        return first;
                    }
                    first.completeAsync(() -> echo("a"));
                    return CompletableFuture.completedFuture(echo(line.text()));
                };

        assertThat(run(lastFirst, "a\nb\n"))
                .isEqualTo("{\"id\":1,\"echo\":\"a\"}\n{\"id\":2,\"echo\":\"b\"}\n");
    }

    @Test
    void badLinesGetTheirErrorAndTheRestItsAnswers() throws Exception {
        String printed = run(ConversationTest::echoing, "a\n{\"id\":\"x\"}\nb\n");

        assertThat(printed)
                .isEqualTo(
                        """
                        {"id":1,"echo":"a"}
                        {"id":"x","error":"\\"text\\" is missing, expected a string"}
                        {"id":3,"echo":"b"}
                        """);
    }

    @Test
    void refusedTextsAreCountedAndSayWhy() throws Exception {
        LineHandler refusing =
                line -> CompletableFuture.failedFuture(new TextRejectedException("too long"));

        assertThat(tally(refusing, "a\nb\n")).isEqualTo(new Conversation.Tally(0, 2));
        assertThat(out.toString(UTF_8)).contains("{\"id\":2,\"error\":\"too long\"}");
    }

    @Test
    void everyCharacterComesThroughHalfPairsIncluded() throws Exception {
        assertThat(run(ConversationTest::echoing, "안녕 😀\n{\"text\":\"\\ud83d 안\"}\n"))
                .isEqualTo(
                        """
                        {"id":1,"echo":"안녕 😀"}
                        {"id":2,"echo":"\\uD83D \\uC548"}
                        """);
    }

    @Test
    void anAnswerIsWrittenOutWhileTheNextLineIsAwaited() throws Exception {
        CountDownLatch flushed = new CountDownLatch(1);
        OutputStream screen =
                new OutputStream() {
                    @Override
                    public void write(int b) {}

                    @Override
                    public void flush() {
                        flushed.countDown();
                    }
                };
        try (PipedInputStream in = new PipedInputStream()) {
            CompletableFuture<Conversation.Tally> ended;
            try (PipedOutputStream keyboard = new PipedOutputStream(in)) {
                ended = CompletableFuture.supplyAsync(() -> converse(in, screen));
                keyboard.write("a\n".getBytes(UTF_8));
                keyboard.flush();
                flushed.await();
                assertThat(ended).isNotDone();
            }
            assertThat(ended.get().answered()).isEqualTo(1);
        }
    }

    @Test
    void textsInFlightAreBounded() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        LineHandler counting =
                line -> {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    return CompletableFuture.supplyAsync(
                            () ->
                                    json -> {
                                        inFlight.decrementAndGet();
                                        json.writeStringField("echo", line.text());
                                    });
                };
        String lines =
                IntStream.range(0, 200)
                        .mapToObj(i -> "x".repeat(100))
                        .collect(Collectors.joining("\n"));

        // Room for six texts of a hundred characters and their overhead.
        Conversation.Tally tally =
                conversation(counting, 1000)
                        .run(new ByteArrayInputStream(lines.getBytes(UTF_8)), out);

        assertThat(tally.answered()).isEqualTo(200);
        assertThat(most.get()).isBetween(1, 7);
    }

    @Test
    void aTextBeyondTheBoundGoesAlone() throws Exception {
        Conversation.Tally tally =
                conversation(ConversationTest::echoing, 10)
                        .run(new ByteArrayInputStream("y".repeat(100_000).getBytes(UTF_8)), out);

        assertThat(tally).isEqualTo(new Conversation.Tally(1, 0));
    }

    @Test
    void aReaderThatHasGoneEndsTheConversation() {
        AtomicInteger asked = new AtomicInteger();
        LineHandler counting =
                line -> {
                    asked.incrementAndGet();
                    return echoing(line);
                };

        assertThatThrownBy(
                        () -> conversation(counting, 1000).run(endless(), failing("Broken pipe")))
                .isInstanceOf(ReaderGoneException.class);
        assertThat(asked.get()).isLessThan(1000);
    }

    @Test
    void aFullDiskIsAFailure() {
        assertThatThrownBy(
                        () ->
                                conversation(ConversationTest::echoing, 1000)
                                        .run(endless(), failing("No space left on device")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ReaderGoneException.class)
                .hasMessage("No space left on device");
    }

    private String run(LineHandler answerer, String lines) throws Exception {
        tally(answerer, lines);
        return out.toString(UTF_8);
    }

    private Conversation.Tally tally(LineHandler answerer, String lines) throws Exception {
        return conversation(answerer, ROOMY)
                .run(new ByteArrayInputStream(lines.getBytes(UTF_8)), out);
    }

    private static Conversation.Tally converse(InputStream in, OutputStream out) {
        try {
            return conversation(ConversationTest::echoing, ROOMY).run(in, out);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Conversation conversation(LineHandler answerer, long bound) {
        return new Conversation(new LineParser(LineFormat.AUTO), answerer, bound, count -> {});
    }

    private static CompletableFuture<LineResult> echoing(Line.Text line) {
        return CompletableFuture.completedFuture(echo(line.text()));
    }

    private static LineResult echo(String text) {
        return json -> json.writeStringField("echo", text);
    }

    /** Ends, but long after anybody should still be reading. */
    private static InputStream endless() {
        return new ByteArrayInputStream("a\n".repeat(100_000).getBytes(UTF_8));
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
