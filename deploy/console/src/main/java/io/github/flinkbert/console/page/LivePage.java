package io.github.flinkbert.console.page;

import com.sun.net.httpserver.HttpHandler;
import io.github.flinkbert.console.ask.AskedModels;
import io.github.flinkbert.console.ask.Cancelled;
import io.github.flinkbert.console.ask.Questions;
import io.github.flinkbert.console.ask.TryIt;
import io.github.flinkbert.console.attention.AttentionView;
import io.github.flinkbert.console.stream.EngineView;
import io.github.flinkbert.console.stream.Feed;
import io.github.flinkbert.console.stream.TopicReader;
import io.github.flinkbert.console.stream.WatchedTopics;
import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.console.task.Typed;
import io.github.flinkbert.console.tasks.PageTasks;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;

/** The live page: from the topics to the browser, until it is closed. */
@Internal
public final class LivePage implements AutoCloseable {

    private final TopicReader reader;
    private final ScheduledExecutorService clock;
    private final EventStream events;
    private final PageServer server;
    private final AskedModels models;

    private LivePage(
            TopicReader reader,
            ScheduledExecutorService clock,
            EventStream events,
            PageServer server,
            AskedModels models) {
        this.reader = reader;
        this.clock = clock;
        this.events = events;
        this.server = server;
        this.models = models;
    }

    /**
     * @param address where to serve it; port 0 for any that is free
     * @param topics what to look at
     * @param engine how the engine is doing
     * @param models are asked what is typed in; closed with the page
     * @throws BindException if the port is taken
     */
    public static LivePage open(
            InetSocketAddress address, WatchedTopics topics, EngineView engine, AskedModels models)
            throws IOException {
        List<PageTask> tasks = PageTasks.create();
        Feed feed = new Feed(tasks);
        EventStream events = new EventStream(feed, hello(topics, models));
        Map<String, HttpHandler> handlers = new HashMap<>(asking(tasks, models));
        handlers.put("/", StaticFiles.load());
        handlers.put("/api/events", events);
        PageServer server = PageServer.start(address, handlers);
        ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "watch-clock");
                            thread.setDaemon(true);
                            return thread;
                        });
        var unused =
                clock.scheduleAtFixedRate(
                        () -> feed.tick(System.currentTimeMillis(), engine.second()),
                        1,
                        1,
                        TimeUnit.SECONDS);
        return new LivePage(TopicReader.start(topics, feed), clock, events, server, models);
    }

    private static Map<String, HttpHandler> asking(List<PageTask> tasks, AskedModels models) {
        Questions questions = new Questions();
        Map<String, HttpHandler> handlers = new HashMap<>();
        handlers.put(
                "/api/try", tried(tasks.stream().map(LivePage::whole).toList(), models, questions));
        handlers.put(
                "/api/attention",
                new JsonResponses<>(Typed.class, typed -> attention(typed, models, questions)));
        handlers.put(
                "/api/cancel",
                new JsonResponses<>(
                        Cancelled.class,
                        cancelled -> {
                            questions.cancel(cancelled.ticket());
                            return Map.of();
                        }));
        for (PageTask task : tasks) {
            task.questions()
                    .forEach(
                            (name, question) ->
                                    handlers.put(
                                            "/api/" + name,
                                            tried(List.of(question), models, questions)));
            task.requests()
                    .forEach(
                            (name, request) ->
                                    handlers.put(
                                            "/api/" + name,
                                            new JsonResponses<>(Map.class, any -> request.get())));
        }
        return handlers;
    }

    private static Consumer<Trial> whole(PageTask task) {
        return task::ask;
    }

    private static HttpHandler tried(
            List<Consumer<Trial>> asked, AskedModels models, Questions questions) {
        return new JsonResponses<>(Typed.class, new TryIt(models, asked, questions)::ask);
    }

    private static AttentionView attention(Typed typed, AskedModels models, Questions questions) {
        return questions.reply(
                typed.ticket(),
                question ->
                        AttentionView.of(
                                typed.text(),
                                models.await(question, typed.text()).attention(typed.text())));
    }

    /** Where the page is. */
    public URI address() {
        return server.address();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        events.close();
        server.close();
        reader.close();
        models.close();
    }

    private static Tick.Hello hello(WatchedTopics topics, AskedModels models) {
        return new Tick.Hello(
                UUID.randomUUID().toString().replace("-", ""),
                topics.texts(),
                topics.deadLetters(),
                topics.kafka().getOrDefault("bootstrap.servers", ""),
                models.description());
    }
}
