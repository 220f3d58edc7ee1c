package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.failure.TextRejectedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SubmissionTest {

    @Test
    void aFailureIsPassedOnWithoutTheWrappersOfTheStagesBefore() {
        TextRejectedException rejected = new TextRejectedException("no mask");
        AtomicReference<Throwable> seen = new AtomicReference<>();
        var unused = ofStages(rejected).future().whenComplete((v, failure) -> seen.set(failure));

        assertThat(seen.get()).isSameAs(rejected);
    }

    @Test
    void aCancellationBelowIsACancellation() {
        Submission<String> cancelled = ofStages(new CancellationException("closed"));

        assertThat(cancelled.future()).isCancelled();
        assertThat(cancelled.thenApply(String::length)).isCancelled();
    }

    /** Like the engine's results: stages that depend on one that fails. */
    private static Submission<String> ofStages(RuntimeException failure) {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> last =
                CompletableFuture.allOf(first.thenApply(String::trim)).thenApply(done -> "");
        first.completeExceptionally(failure);
        return new Submission<>(last, () -> {});
    }
}
