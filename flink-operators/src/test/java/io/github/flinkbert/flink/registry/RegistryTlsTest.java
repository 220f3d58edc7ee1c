package io.github.flinkbert.flink.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry over TLS with a certificate that no JVM knows. */
class RegistryTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir private static Path folder;
    private static HttpsServer server;
    private static volatile boolean asksWho;
    private static volatile String authorization = "";

    @BeforeAll
    static void start() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-keystore",
                "own.p12",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "registry",
                "-keystore",
                "own.p12",
                "-file",
                "trusted.pem");
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "registry",
                "-file",
                "trusted.pem",
                "-keystore",
                "trusted.p12",
                "-storetype",
                "PKCS12");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = SSLContext.getInstance("TLS");
        KeyStore own = KeyStore.getInstance(file("own.p12"), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(KeyStore.getInstance(file("trusted.p12"), PASSWORD.toCharArray()));
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        server.setHttpsConfigurator(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters wanted = context.getDefaultSSLParameters();
                        wanted.setNeedClientAuth(asksWho);
                        parameters.setSSLParameters(wanted);
                    }
                });
        server.createContext("/", RegistryTlsTest::answer);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = "{\"schema\":\"\\\"string\\\"\"}".getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static File file(String name) {
        return folder.resolve(name).toFile();
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(file("keytool.log"))
                        .start();
        assertThat(process.waitFor()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
    }

    private static RegistryAnswer ask(RegistryTls tls, String token) {
        String url = "https://127.0.0.1:%d".formatted(server.getAddress().getPort());
        RegistryConfig config = new RegistryConfig(List.of(url), "", token, tls, false);
        return new RegistryHttp(config, pause -> {}).get("/schemas/ids/1");
    }

    private static RegistryTls trusting(String name, String password) {
        return new RegistryTls(file(name).toString(), password, "", "");
    }

    @Test
    void aTruststoreSaysWhomToTrust() {
        assertThat(ask(RegistryTls.OF_THE_JVM, "")).isInstanceOf(RegistryAnswer.NoAnswer.class);
        assertThat(ask(trusting("trusted.pem", ""), "")).isInstanceOf(RegistryAnswer.Found.class);
        assertThat(ask(trusting("trusted.p12", PASSWORD), "a.token"))
                .isInstanceOf(RegistryAnswer.Found.class);
        assertThat(authorization).isEqualTo("Bearer a.token");
    }

    @Test
    void aKeystoreSaysWhoAsks() {
        asksWho = true;
        try {
            assertThat(ask(trusting("trusted.pem", ""), ""))
                    .isInstanceOf(RegistryAnswer.NoAnswer.class);
            assertThat(
                            ask(
                                    new RegistryTls(
                                            file("trusted.pem").toString(),
                                            "",
                                            file("own.p12").toString(),
                                            PASSWORD),
                                    ""))
                    .isInstanceOf(RegistryAnswer.Found.class);
        } finally {
            asksWho = false;
        }
    }

    @Test
    void aFileThatCannotBeUsedIsNamedAndNoPasswordIs() {
        assertThatThrownBy(() -> ask(trusting("none.p12", "secret"), ""))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("schema-registry-truststore cannot be used: ")
                .hasMessageContaining("none.p12")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> ask(trusting("trusted.p12", "secret"), ""))
                .isInstanceOf(RegistryException.class)
                .hasMessageNotContaining("secret");
        assertThat(
                        new RegistryConfig(
                                        List.of("https://host"),
                                        "",
                                        "secret",
                                        trusting("trusted.p12", "secret"),
                                        false)
                                .toString())
                .doesNotContain("secret");
    }
}
