package io.github.flinkbert.console.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.flinkbert.console.stream.Feed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events: every 200 ms what is new, however much came in between. Nothing waits for a
 * browser that is slow; it finds the newest few when it is ready for them.
 */
final class EventStream implements HttpHandler, AutoCloseable {

    private static final long PERIOD_MILLIS = 200;
    private static final int MOST_BROWSERS = 24;

    private final Feed feed;
    private final Tick.Hello hello;
    private final Semaphore room = new Semaphore(MOST_BROWSERS);
    private final CountDownLatch closed = new CountDownLatch(1);

    EventStream(Feed feed, Tick.Hello hello) {
        this.feed = feed;
        this.hello = hello;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            Responses.error(exchange, 405, "expected GET");
        } else if (!room.tryAcquire()) {
            Responses.error(exchange, 503, "%d pages look on already".formatted(MOST_BROWSERS));
        } else {
            try (exchange) {
                stream(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                room.release();
            }
        }
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        Cursor cursor =
                Cursor.of(exchange.getRequestHeaders().getFirst("Last-Event-ID"), feed, hello);
        do {
            Tick tick = cursor.next();
            if (!tick.saysNothing()) {
                out.write(event(cursor.id(), tick));
                out.flush();
            }
        } while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static byte[] event(String id, Tick tick) throws IOException {
        // Jackson writes no line breaks, so that the data is one line.
        return "id: %s\ndata: %s\n\n"
                .formatted(id, Responses.JSON.writeValueAsString(tick))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
