package io.github.flinkbert.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailureMessageTest {

    @Test
    void aFailureWithoutAMessageIsNamedByItsClass() {
        assertThat(FailureMessage.of(new IllegalStateException("the model is closed")))
                .isEqualTo("the model is closed");
        assertThat(FailureMessage.of(new IllegalStateException()))
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void whatAFutureFailedWithIsFoundInItsWrappers() {
        Throwable thrown = new IllegalArgumentException("found -1");

        assertThat(CompletionCause.of(new ExecutionException(new CompletionException(thrown))))
                .isSameAs(thrown);
        assertThat(CompletionCause.of(thrown)).isSameAs(thrown);
        assertThat(CompletionCause.of(new ExecutionException("no cause", null)))
                .hasMessage("no cause");
    }
}
