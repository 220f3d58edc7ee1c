package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.engine.BranchLeases;
import io.github.flinkbert.engine.Engine;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.task.HeadNeed;
import io.github.flinkbert.task.TaskHead;
import io.github.flinkbert.task.TaskHeads;
import io.github.flinkbert.tensor.Weights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one instance can be asked for beyond the bare release: the heads of its checkpoint and of
 * its adapters, each a branch of the engine's trunk. Closing gives the branches back.
 */
final class HeadRegistry implements TaskHeads, AutoCloseable {

    /** Adapters' branches are named by digest, so nothing of theirs begins so. */
    private static final String OWN = "own ";

    private final Engine engine;
    private final Checkpoint checkpoint;
    private final List<TaskHead<?>> heads = new ArrayList<>();
    private final Optional<LabelHeadKind> labelHead;
    private final List<BranchLeases.Lease> leases = new ArrayList<>();
    private final Map<String, String> adapters = new TreeMap<>();
    private final String digest;

    private HeadRegistry(
            Engine engine,
            Checkpoint checkpoint,
            Optional<LabelHeadKind> labelHead,
            String digest) {
        this.engine = engine;
        this.checkpoint = checkpoint;
        this.labelHead = labelHead;
        this.digest = digest;
    }

    /**
     * @param checkpoint as the user opened it: the model may have been loaded from another that has
     *     the same weights
     * @param adapters name to location
     * @param labelHead what a head with labels is whose files do not say it
     * @throws CheckpointException if an adapter cannot be used, or does not fit the checkpoint, or
     *     files say that a head with labels is of another kind
     */
    static HeadRegistry of(
            Engine engine,
            Checkpoint checkpoint,
            Map<String, String> adapters,
            Optional<LabelHeadKind> labelHead) {
        if (!adapters.isEmpty() && !checkpoint.takesAdapters()) {
            throw new CheckpointException(
                    "%s is a model of the family %s, to which no adapter can be added; found %s"
                            .formatted(checkpoint.name(), checkpoint.family(), adapters.keySet()));
        }
        Map<String, Adapter> opened = new TreeMap<>();
        adapters.forEach((name, location) -> opened.put(name, Adapter.open(location)));
        HeadRegistry registry =
                new HeadRegistry(
                        engine, checkpoint, labelHead, digest(checkpoint, opened, labelHead));
        try {
            registry.addOwnHeads();
            opened.forEach(registry::add);
            return registry;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    private void addOwnHeads() {
        for (Head head : asked(checkpoint, labelHead)) {
            String branch = OWN + head.weights();
            add(
                    head(checkpoint.name(), branch, head),
                    branch,
                    checkpoint.shape().layers(),
                    checkpoint.weights());
        }
    }

    /** The checkpoint's own heads, with what the user says of one whose files do not. */
    private static List<Head> asked(Checkpoint checkpoint, Optional<LabelHeadKind> labelHead) {
        List<Head> heads = new ArrayList<>(checkpoint.heads());
        labelHead.ifPresent(
                kind -> {
                    heads.forEach(head -> requireKind(head, kind, checkpoint.name()));
                    for (Head other : checkpoint.otherHeads()) {
                        resolved(other, kind).ifPresent(heads::add);
                    }
                });
        return heads;
    }

    private static Optional<Head> resolved(Head head, LabelHeadKind kind) {
        return head instanceof Head.UnspecifiedClassification either
                ? Optional.of(either.as(kind))
                : Optional.empty();
    }

    private static void requireKind(Head head, LabelHeadKind kind, String name) {
        Optional<LabelHeadKind> said = LabelHeadKind.of(head);
        if (said.isPresent() && said.get() != kind) {
            throw new CheckpointException(
                    "labelHead is %s, but the files of %s say: %s"
                            .formatted(kind, name, head.description()));
        }
    }

    private void add(String name, Adapter adapter) {
        if (heads.stream().anyMatch(head -> head.name().equals(name))) {
            throw new CheckpointException(
                    ("the adapter %s has the name of the checkpoint's own head;"
                                    + " expected another, as in OTHER=FOLDER")
                            .formatted(name));
        }
        Head head =
                adapter.head()
                        .or(() -> labelHead.flatMap(kind -> resolved(adapter, kind)))
                        .orElseThrow(() -> headless(name, adapter));
        if (adapter.changesEmbeddings()) {
            throw new CheckpointException(
                    ("the adapter %s changes the embedding layer, which all branches of %s share;"
                                    + " expected one that changes encoder layers only, or the two"
                                    + " merged into a checkpoint of its own")
                            .formatted(name, checkpoint.name()));
        }
        if (head instanceof Head.TextVectors vectors) {
            requireFit(name, vectors.embedding());
        }
        int from = Math.min(adapter.fromLayer(), checkpoint.shape().layers());
        TaskHead<?> added = head(name, adapter.digest(), head);
        add(added, adapter.digest(), from, adapter.mergedOver(checkpoint.weights()));
        adapters.put(name, adapter.digest());
    }

    private void requireFit(String adapter, SentenceEmbedding embedding) {
        try {
            var unused = embedding.width(checkpoint.shape().hiddenSize());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    "the adapter %s does not fit %s: %s"
                            .formatted(adapter, checkpoint.name(), e.getMessage()),
                    e);
        }
    }

    private static Optional<Head> resolved(Adapter adapter, LabelHeadKind kind) {
        return adapter.otherHead().flatMap(head -> resolved(head, kind));
    }

    private static CheckpointException headless(String name, Adapter adapter) {
        return new CheckpointException(
                "the adapter %s brings no head that something can be asked of%s"
                        .formatted(
                                name,
                                adapter.otherHead().map(h -> ": " + h.description()).orElse("")));
    }

    private TaskHead<Head> head(String name, String branch, Head head) {
        Output scores =
                switch (head.input()) {
                    case TOKENS -> new Output.TokenScores(branch);
                    case POOLED -> new Output.SequenceScores(branch, dense(head));
                    case NONE -> vectors(branch, head);
                };
        return new TaskHead<>(name, scores, head);
    }

    private Output vectors(String branch, Head head) {
        SentenceEmbedding embedding = ((Head.TextVectors) head).embedding();
        return new Output.Pooled(branch, embedding.pooling(), checkpoint.shape().layers());
    }

    private static Branch.Head dense(Head head) {
        return new Branch.Head(head.weights(), head.bias());
    }

    private void add(TaskHead<?> added, String branch, int fromLayer, Weights weights) {
        Optional<Branch.Head> head =
                added.head().input() == Head.Input.NONE
                        ? Optional.empty()
                        : Optional.of(dense(added.head()));
        leases.add(engine.branches().acquire(new Branch(branch, fromLayer, weights, head)));
        // So that a head that cannot be read fails here, and not the first text.
        engine.encoder().prepare(List.of(added.scores()));
        heads.add(added);
    }

    @Override
    public <H extends Head> TaskHead<H> find(HeadNeed<H> need, String name) {
        List<TaskHead<?>> able = of(need.kind());
        List<TaskHead<?>> found =
                able.stream().filter(s -> name.isEmpty() || s.name().equals(name)).toList();
        if (found.size() == 1) {
            return found.get(0).as(need.kind());
        }
        if (able.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no head that %s; %sexpected a fine-tuned checkpoint, or an adapter"
                            .formatted(checkpoint.name(), need.ability(), instead(need)));
        }
        String names = String.join(", ", able.stream().map(TaskHead::name).toList());
        throw new IllegalArgumentException(
                name.isEmpty()
                        ? "more than one model %s: %s; expected the name of one"
                                .formatted(need.ability(), names)
                        : "no model %s is there that %s; expected one of %s"
                                .formatted(name, need.ability(), names));
    }

    @Override
    public List<String> names(Class<? extends Head> kind) {
        return of(kind).stream().map(TaskHead::name).toList();
    }

    private List<TaskHead<?>> of(Class<? extends Head> kind) {
        return heads.stream().filter(head -> kind.isInstance(head.head())).toList();
    }

    /** What the checkpoint has instead, so that nobody takes it for what was asked for. */
    private String instead(HeadNeed<?> need) {
        StringBuilder sentences = new StringBuilder();
        for (Head head : asked(checkpoint, labelHead)) {
            sentences.append("%s, %s; ".formatted(head.description(), need.sentence()));
        }
        for (Head head : checkpoint.otherHeads()) {
            if (labelHead.flatMap(kind -> resolved(head, kind)).isEmpty()) {
                sentences.append(head.description()).append("; ");
            }
        }
        return sentences.toString();
    }

    /** Name to SHA-256, as {@link Adapter#digest} says it. */
    Map<String, String> adapters() {
        return Map.copyOf(adapters);
    }

    /** SHA-256 over the checkpoint and everything added to it. */
    String digest() {
        return digest;
    }

    private static String digest(
            Checkpoint checkpoint,
            Map<String, Adapter> adapters,
            Optional<LabelHeadKind> labelHead) {
        List<Head> own = asked(checkpoint, labelHead);
        Optional<SentenceEmbedding> vectors = checkpoint.sentenceEmbedding();
        if (adapters.isEmpty() && own.isEmpty() && vectors.isEmpty()) {
            return checkpoint.digest();
        }
        StringBuilder parts = new StringBuilder(checkpoint.digest());
        // What is done with the encoder's vectors is no part of the weights either.
        vectors.ifPresent(embedding -> parts.append('\n').append(embedding));
        // Their labels are no part of the weights, but of the replies.
        own.forEach(head -> parts.append('\n').append(head));
        adapters.forEach(
                (name, adapter) -> {
                    parts.append('\n').append(name).append(' ').append(adapter.digest());
                    // What the user says of its head is in no file.
                    if (adapter.head().isEmpty()) {
                        labelHead
                                .flatMap(kind -> resolved(adapter, kind))
                                .ifPresent(head -> parts.append(' ').append(head));
                    }
                });
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha.digest(parts.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        leases.forEach(BranchLeases.Lease::close);
    }
}
