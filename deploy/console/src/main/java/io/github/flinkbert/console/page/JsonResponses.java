package io.github.flinkbert.console.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.failure.TextRejectedException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request as JSON in, by POST, a response as JSON out. Few at a time: the model and the map are
 * there for one who types, not for a load.
 *
 * @param <I> what the request is read as
 */
final class JsonResponses<I> implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(JsonResponses.class);
    private static final int LONGEST = 1 << 17;
    private static final int AT_A_TIME = 4;

    private final Class<I> type;
    private final Function<I, ?> handler;
    private final Semaphore room = new Semaphore(AT_A_TIME);

    JsonResponses(Class<I> type, Function<I, ?> handler) {
        this.type = type;
        this.handler = handler;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String content = exchange.getRequestHeaders().getFirst("Content-Type");
        if (!exchange.getRequestMethod().equals("POST")) {
            Responses.error(exchange, 405, "expected POST");
        } else if (content == null || !content.startsWith("application/json")) {
            // A form of another site cannot send this type without being asked first.
            Responses.error(exchange, 415, "expected application/json");
        } else if (!room.tryAcquire()) {
            Responses.error(
                    exchange, 429, "too many questions at once; expected one after another");
        } else {
            try {
                respond(exchange);
            } finally {
                room.release();
            }
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            Responses.error(exchange, 413, "a text may take %,d bytes at most".formatted(LONGEST));
            return;
        }
        Object response;
        try {
            response = handler.apply(Responses.JSON.readValue(body, type));
        } catch (JsonProcessingException e) {
            // What a question's constructor refuses comes wrapped.
            Responses.error(
                    exchange,
                    400,
                    e.getCause() instanceof IllegalArgumentException refused
                            ? FailureMessage.of(refused)
                            : "the question is not the JSON that is expected");
            return;
        } catch (CancellationException e) {
            Responses.error(exchange, 409, "the question was cancelled");
            return;
        } catch (TextRejectedException | CheckpointException | IllegalArgumentException e) {
            Responses.error(exchange, 422, FailureMessage.of(e));
            return;
        } catch (RuntimeException e) {
            LOG.warn("a question of the page failed", e);
            Responses.error(exchange, 500, "that failed; the log of flink-bert says why");
            return;
        }
        Responses.json(exchange, 200, response);
    }
}
