package io.github.flinkbert.cli.watch;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.console.ask.AskedModels;
import io.github.flinkbert.console.page.LivePage;
import io.github.flinkbert.console.stream.EngineView;
import io.github.flinkbert.console.stream.WatchedTopics;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** Where the live page is served: what {@code watch} and {@code quickstart} share. */
@Internal
public final class PageOptions {

    /** Where it is unless the user says; taken, another one is. */
    private static final int USUAL_PORT = 7070;

    @Option(
            names = "--page-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "Address to serve the page at (default: ${DEFAULT-VALUE}, this machine only)."
                            + " Whoever reaches another one sees the stream and may ask the model.")
    private String host;

    @Option(
            names = "--page-port",
            paramLabel = "PORT",
            description = "Its port; 0: any (default: " + USUAL_PORT + ", or any if it is taken).")
    private Optional<Integer> port = Optional.empty();

    public LivePage open(WatchedTopics topics, EngineView engine, AskedModels models)
            throws IOException {
        try {
            return LivePage.open(address(port.orElse(USUAL_PORT)), topics, engine, models);
        } catch (BindException e) {
            if (port.isPresent()) {
                throw new UserException(
                        "the page cannot be served at %s, port %d: %s"
                                .formatted(host, port.get(), e.getMessage()),
                        e);
            }
            return LivePage.open(address(0), topics, engine, models);
        }
    }

    private InetSocketAddress address(int wanted) {
        if (wanted < 0 || wanted > 65_535) {
            throw new UserException("--page-port is from 0 to 65535, found " + wanted);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), wanted);
        } catch (UnknownHostException e) {
            throw new UserException("--page-host %s is not known".formatted(host), e);
        }
    }
}
