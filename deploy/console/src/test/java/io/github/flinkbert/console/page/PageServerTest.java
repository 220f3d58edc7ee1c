package io.github.flinkbert.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spoken to by hand, as who means no good does. */
@Timeout(30)
final class PageServerTest {

    private static PageServer server;

    /** What a test asks: anything but {@code null} is answered. */
    record Asked(String text) {
        Asked {
            if (text == null) {
                throw new IllegalArgumentException("There is no text.");
            }
        }
    }

    @BeforeAll
    static void start() throws IOException {
        Map<String, HttpHandler> handlers =
                Map.of(
                        "/",
                        StaticFiles.load(),
                        "/api/echo",
                        new JsonResponses<>(Asked.class, asked -> Map.of("said", asked.text())));
        server =
                PageServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), handlers);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePageMayRunItsOwnFilesOnlyAndMakeNoMarkup() throws IOException {
        assertThat(say("GET / HTTP/1.1\r\nHost: localhost:1\r\n"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase(
                        "content-security-policy: default-src 'none'; script-src 'self'")
                .contains("require-trusted-types-for 'script'", "frame-ancestors 'none'")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .contains("<title>flink-bert</title>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:80", "127.0.0.1:7070", "[::1]:7070", "10.0.0.7"})
    void namesOfThisMachineAreAnswered(String host) throws IOException {
        assertThat(say("GET /app.js HTTP/1.1\r\nHost: " + host + "\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example:7070", "127.0.0.1.evil.example"})
    void aForeignNameThatPointsHereIsRefused(String host) throws IOException {
        assertThat(say("GET / HTTP/1.1\r\nHost: " + host + "\r\n")).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/files.txt",
                "/standalone.html",
                "/StaticFiles.class"
            })
    void whatIsNotOfThePageIsNotThere(String path) throws IOException {
        assertThat(say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, Origin: http://localhost, 200",
        "application/json, Sec-Fetch-Site: same-origin, 200",
        "application/json, Origin: http://evil.example, 403",
        "application/json, Origin: null, 403",
        "application/json, Sec-Fetch-Site: cross-site, 403",
        "text/plain, X-Nothing: x, 415",
    })
    void onlyThePageItselfAsksTheModel(String type, String header, int status) throws IOException {
        assertThat(ask(type, header, "{\"text\":\"a\"}")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aLinkOnAnotherSiteMayBeFollowedAndNothingMore() throws IOException {
        String cross = "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: ";
        assertThat(say("GET / HTTP/1.1\r\n" + cross + "navigate\r\nSec-Fetch-Dest: document\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(say("GET / HTTP/1.1\r\n" + cross + "navigate\r\nSec-Fetch-Dest: iframe\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(say("GET / HTTP/1.1\r\n" + cross + "no-cors\r\nSec-Fetch-Dest: script\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void whatCannotBeAskedIsOneSentence() throws IOException {
        String none = ask("application/json", "X-Nothing: x", "{}");
        assertThat(none).startsWith("HTTP/1.1 400").endsWith("{\"error\":\"There is no text.\"}");
        assertThat(ask("application/json", "X-Nothing: x", "{\"text\":"))
                .endsWith("{\"error\":\"the question is not the JSON that is expected\"}");
        assertThat(ask("application/json", "X-Nothing: x", " ".repeat(200_000)))
                .startsWith("HTTP/1.1 413");
    }

    private static String ask(String type, String header, String body) throws IOException {
        return say(
                "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\nContent-Length: %d\r\n"
                        .formatted(type, header, body.length()),
                body);
    }

    private static String say(String head) throws IOException {
        return say(head, "");
    }

    private static String say(String head, String body) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write((head + "Connection: close\r\n\r\n" + body).getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
