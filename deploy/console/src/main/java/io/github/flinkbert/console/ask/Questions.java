package io.github.flinkbert.console.ask;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * The questions that are being replied to, by the tickets that the page gave them, so that each can
 * be cancelled. Thread-safe.
 */
@Internal
public final class Questions {

    /** A cancellation may overtake its question on the way here; so many are remembered. */
    private static final int EARLY_CANCELLATIONS = 64;

    private final Map<String, AskedQuestion> asked = new HashMap<>();
    private final Set<String> cancelledEarly = new LinkedHashSet<>();

    /**
     * Replies to a question on the calling thread.
     *
     * @param ticket by which it may be cancelled; empty if it is not to be
     * @param handler waits for whatever it needs by {@link AskedQuestion#await}
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    public <T> T reply(String ticket, Function<AskedQuestion, T> handler) {
        AskedQuestion question = begin(ticket);
        try {
            return handler.apply(question);
        } finally {
            end(ticket, question);
        }
    }

    /** Cancels a question; nothing happens if it has had its reply. */
    public synchronized void cancel(String ticket) {
        AskedQuestion question = asked.get(ticket);
        if (question != null) {
            question.cancel();
            return;
        }
        cancelledEarly.add(ticket);
        if (cancelledEarly.size() > EARLY_CANCELLATIONS) {
            Iterator<String> oldest = cancelledEarly.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private synchronized AskedQuestion begin(String ticket) {
        AskedQuestion question = new AskedQuestion();
        if (cancelledEarly.remove(ticket)) {
            question.cancel();
        }
        if (!ticket.isEmpty()) {
            asked.put(ticket, question);
        }
        return question;
    }

    private synchronized void end(String ticket, AskedQuestion question) {
        asked.remove(ticket, question);
    }
}
