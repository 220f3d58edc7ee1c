package io.github.flinkbert.console.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.annotation.Internal;

/**
 * How the engines of a Flink cluster are doing, by its REST API: the histograms {@code
 * bert.batchFillPercent} and {@code bert.deviceMicros} of every running job's operator {@code
 * enrich}, as they are at the moment; they look back on the last batches, not on the last second.
 */
@Internal
public final class FlinkEngine implements EngineView, AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final String FILL = "enrich.bert.batchFillPercent_mean";
    private static final String DEVICE = "enrich.bert.deviceMicros_mean";
    private static final JsonMapper JSON = new JsonMapper();

    private final URI rest;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final ScheduledExecutorService asking =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "watch-flink");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile Second last = NONE.second();

    /**
     * @param rest where Flink's REST API is, such as {@code http://localhost:8081}
     */
    public FlinkEngine(URI rest) {
        this.rest = rest;
        var unused = asking.scheduleWithFixedDelay(this::ask, 0, 2, TimeUnit.SECONDS);
    }

    @Override
    public Second second() {
        return last;
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }

    private void ask() {
        try {
            List<Double> fill = new ArrayList<>();
            List<Double> device = new ArrayList<>();
            for (JsonNode job : get("/jobs/overview").path("jobs")) {
                if (job.path("state").asText().equals("RUNNING")) {
                    addMetrics("/jobs/" + job.path("jid").asText(), fill, device);
                }
            }
            last = new Second(mean(fill), mean(device) / TimeUnit.MILLISECONDS.toMicros(1));
        } catch (IOException | RuntimeException e) {
            // Nothing is known of it for now; the page says so, and the next time may be better.
            last = NONE.second();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void addMetrics(String job, List<Double> fill, List<Double> device)
            throws IOException, InterruptedException {
        for (JsonNode vertex : get(job).path("vertices")) {
            // The engine's metrics are registered for the first subtask only.
            String metrics = job + "/vertices/" + vertex.path("id").asText() + "/metrics";
            String both = "0." + FILL + ",0." + DEVICE;
            for (JsonNode metric : get(metrics + "?get=" + both)) {
                double value = Double.parseDouble(metric.path("value").asText("NaN"));
                (metric.path("id").asText().endsWith(FILL) ? fill : device).add(value);
            }
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(rest.resolve(path)).timeout(ANSWER).GET().build();
        return JSON.readTree(client.send(request, BodyHandlers.ofInputStream()).body());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
