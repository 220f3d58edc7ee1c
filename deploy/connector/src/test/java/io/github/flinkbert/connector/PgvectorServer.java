package io.github.flinkbert.connector;

import io.github.flinkbert.testing.AllowedSkip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A PostgreSQL with the extension pgvector: the one that the environment variable {@code
 * FLINKBERT_PGVECTOR} names ({@code jdbc:postgresql://HOST:PORT/DATABASE}, user and password
 * postgres), or PGlite, PostgreSQL compiled to WebAssembly, which npm fetches in the versions of
 * {@code package-lock.json} and Node.js runs in a process of its own. Few distributions of
 * PostgreSQL bring pgvector.
 */
final class PgvectorServer implements AutoCloseable {

    static final String USER = "postgres";
    private static final String OTHER = "FLINKBERT_PGVECTOR";
    private static final String FOLDER = "/pgvector/";

    private final String url;
    private final List<Process> processes;

    private PgvectorServer(String url, List<Process> processes) {
        this.url = url;
        this.processes = processes;
    }

    /** Starts one in a folder that may be removed afterwards, or skips the test without Node.js. */
    static PgvectorServer start(Path folder) throws Exception {
        String other = System.getenv(OTHER);
        if (other != null) {
            return new PgvectorServer(other, List.of());
        }
        AllowedSkip.NO_NODE.unless(
                runs("node") && runs("npm"), "install Node.js 20, or name a server in " + OTHER);
        for (String file : List.of("package.json", "package-lock.json", "server.mjs")) {
            try (var in = PgvectorServer.class.getResourceAsStream(FOLDER + file)) {
                Files.write(Files.createDirectories(folder).resolve(file), in.readAllBytes());
            }
        }
        require(command(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        int port = StandaloneFlink.freePort();
        Process server = command(folder, "node", "server.mjs", Integer.toString(port));
        PgvectorServer started =
                new PgvectorServer(
                        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), List.of(server));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(
                        () -> {
                            started.connect().close();
                            return true;
                        });
        return started;
    }

    private static boolean runs(String program) throws InterruptedException {
        try {
            return command(Path.of("."), program, "--version").waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Its standard input is a pipe, which ends with this process. */
    private static Process command(Path folder, String... words) throws IOException {
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(words[0] + ".log").toFile())
                .start();
    }

    private static void require(Process process) throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("%s did not do its work".formatted(process.info()));
        }
    }

    String url() {
        return url;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, USER, USER);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
