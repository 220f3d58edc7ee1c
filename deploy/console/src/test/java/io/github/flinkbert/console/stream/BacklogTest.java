package io.github.flinkbert.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BacklogTest {

    private static final long OPENED = 100_000;

    private final Backlog backlog = new Backlog(OPENED);

    @Test
    void whatWasWrittenBeforeThePageOrTheJobBeganIsBacklog() {
        // The job's first result comes 20 s after the page was opened.
        assertThat(backlog.has(OPENED - 1, 120_000)).isTrue();
        assertThat(backlog.has(OPENED + 19_000, 125_000)).isTrue();
        assertThat(backlog.has(OPENED + 19_000, 190_000)).isTrue();
    }

    @Test
    void whatWasWrittenSinceIsLatencyHoweverLong() {
        assertThat(backlog.has(OPENED - 1, 120_000)).isTrue();
        assertThat(backlog.has(120_000, 180_000)).isFalse();
    }

    @Test
    void whatComesPromptlyIsNoBacklog() {
        assertThat(backlog.has(OPENED - 300, OPENED + 100)).isFalse();
    }
}
