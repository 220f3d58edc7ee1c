package io.github.flinkbert.testbed.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** What is asked of a job manager's REST interface. Thread-safe. */
@Internal
public final class FlinkRest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String base;

    FlinkRest(int port) {
        base = "http://" + Ports.HOST + ":" + port;
    }

    /** A job as the overview shows it; {@code state} is Flink's word, such as {@code RUNNING}. */
    public record Job(String id, String name, String state, int tasks, int running) {

        /** Whether every subtask runs. */
        public boolean isRunning() {
            return state.equals("RUNNING") && tasks > 0 && running == tasks;
        }
    }

    public String address() {
        return base;
    }

    /** Registered task managers. */
    public int taskManagers() throws IOException, InterruptedException {
        return get("/overview").path("taskmanagers").asInt();
    }

    public List<Job> jobs() throws IOException, InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            jobs.add(
                    new Job(
                            job.path("jid").asText(),
                            job.path("name").asText(),
                            job.path("state").asText(),
                            job.path("tasks").path("total").asInt(),
                            job.path("tasks").path("running").asInt()));
        }
        return jobs;
    }

    /** Checkpoints of a job that were completed, since its job manager began. */
    public long completedCheckpoints(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asLong();
    }

    /** Checkpoints of a job that failed, since its job manager began. */
    public long failedCheckpoints(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/checkpoints").path("counts").path("failed").asLong();
    }

    /** How often a job was restarted. */
    public long restarts(String job) throws IOException, InterruptedException {
        for (JsonNode metric : get("/jobs/" + job + "/metrics?get=numRestarts")) {
            return metric.path("value").asLong();
        }
        return 0;
    }

    public void cancel(String job) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(URI.create(base + "/jobs/" + job + "?mode=cancel"))
                        .method("PATCH", BodyPublishers.noBody()));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    "Flink answered %s with status %d"
                            .formatted(response.uri(), response.statusCode()));
        }
        return JSON.readTree(response.body());
    }
}
