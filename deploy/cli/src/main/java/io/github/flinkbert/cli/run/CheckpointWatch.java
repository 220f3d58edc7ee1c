package io.github.flinkbert.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.flink.api.common.JobID;

/**
 * How the checkpoints of a job go, by the REST API of the Flink in this process.
 *
 * @param port of that API, on this machine's loopback
 */
record CheckpointWatch(HttpClient client, int port) {

    static final String HOST = "127.0.0.1";

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    /** On a port that was free a moment ago. */
    static CheckpointWatch onFreePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new CheckpointWatch(
                    HttpClient.newBuilder().connectTimeout(ANSWER).build(), socket.getLocalPort());
        }
    }

    /**
     * @param latest number of the last one that was completed, 0 for none
     * @param failures how many have failed since, in a row
     * @param reason of the last failure, Flink's own words; empty where there is none
     */
    record Checkpoints(long latest, int failures, String reason) {
        static final Checkpoints NONE = new Checkpoints(0, 0, "");
    }

    /**
     * Checkpoints that Flink did not begin, for the job was not all there yet, are no failures.
     *
     * @throws IOException if Flink does not answer
     */
    Checkpoints look(JobID job) throws IOException, InterruptedException {
        URI uri = URI.create("http://%s:%d/jobs/%s/checkpoints".formatted(HOST, port, job));
        JsonNode answer =
                JSON.readTree(
                        client.send(
                                        HttpRequest.newBuilder(uri).timeout(ANSWER).GET().build(),
                                        BodyHandlers.ofInputStream())
                                .body());
        int failures = 0;
        String reason = "";
        for (JsonNode checkpoint : answer.path("history")) { // from the newest on
            String status = checkpoint.path("status").asText();
            if (status.equals("COMPLETED")) {
                break;
            }
            if (status.equals("FAILED")) {
                failures++;
                reason = reason.isEmpty() ? checkpoint.path("failure_message").asText("") : reason;
            }
        }
        return new Checkpoints(
                answer.path("latest").path("completed").path("id").asLong(0), failures, reason);
    }
}
