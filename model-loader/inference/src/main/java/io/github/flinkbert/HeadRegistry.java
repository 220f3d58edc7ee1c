package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.engine.BranchLeases;
import io.github.flinkbert.engine.Engine;
import io.github.flinkbert.failure.CheckpointException;
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
    private final List<TaskHead> heads = new ArrayList<>();
    private final List<BranchLeases.Lease> leases = new ArrayList<>();
    private final Map<String, String> adapters = new TreeMap<>();
    private final String digest;

    private HeadRegistry(Engine engine, Checkpoint checkpoint, String digest) {
        this.engine = engine;
        this.checkpoint = checkpoint;
        this.digest = digest;
    }

    /**
     * @param checkpoint as the user opened it: the model may have been loaded from another that has
     *     the same weights
     * @param adapters name to location
     * @throws CheckpointException if an adapter cannot be used, or does not fit the checkpoint
     */
    static HeadRegistry of(Engine engine, Checkpoint checkpoint, Map<String, String> adapters) {
        Map<String, Adapter> opened = new TreeMap<>();
        adapters.forEach((name, location) -> opened.put(name, Adapter.open(location)));
        HeadRegistry registry = new HeadRegistry(engine, checkpoint, digest(checkpoint, opened));
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
        for (Head head : checkpoint.heads()) {
            String branch = OWN + head.weights();
            add(
                    head(checkpoint.name(), branch, head),
                    branch,
                    checkpoint.config().layers(),
                    checkpoint.weights());
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
                        .orElseThrow(
                                () ->
                                        new CheckpointException(
                                                ("the adapter %s brings no head%s; expected one for"
                                                                + " entities or for answers")
                                                        .formatted(name, instead(adapter))));
        if (adapter.changesEmbeddings()) {
            throw new CheckpointException(
                    ("the adapter %s changes the embedding layer, which all branches of %s share;"
                                    + " expected one that changes encoder layers only, or the two"
                                    + " merged into a checkpoint of its own")
                            .formatted(name, checkpoint.name()));
        }
        int from = Math.min(adapter.fromLayer(), checkpoint.config().layers());
        TaskHead added = head(name, adapter.digest(), head);
        add(added, adapter.digest(), from, adapter.mergedOver(checkpoint.weights()));
        adapters.put(name, adapter.digest());
    }

    private static TaskHead head(String name, String branch, Head head) {
        return new TaskHead(name, new Output.TokenScores(branch), head);
    }

    private static String instead(Adapter adapter) {
        if (adapter.otherHead().isEmpty()) {
            return "";
        }
        return adapter.otherHead().get() instanceof Head.TextClassification
                ? " for tokens, but one for whole texts (task_type SEQ_CLS)"
                : " that is known to be for tokens (its task_type does not say TOKEN_CLS)";
    }

    private void add(TaskHead added, String branch, int fromLayer, Weights weights) {
        Branch.Head head = new Branch.Head(added.head().weights(), added.head().bias());
        leases.add(
                engine.branches()
                        .acquire(new Branch(branch, fromLayer, weights, Optional.of(head))));
        // So that a head that cannot be read fails here, and not the first text.
        engine.encoder().prepare(List.of(added.scores()));
        heads.add(added);
    }

    @Override
    public TaskHead find(Class<? extends Head> kind, String name, String ability) {
        List<TaskHead> able = of(kind);
        List<TaskHead> found =
                able.stream().filter(s -> name.isEmpty() || s.name().equals(name)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (able.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no head that %s; %sexpected a fine-tuned checkpoint, or an adapter"
                            .formatted(checkpoint.name(), ability, instead(kind)));
        }
        String names = String.join(", ", able.stream().map(TaskHead::name).toList());
        throw new IllegalArgumentException(
                name.isEmpty()
                        ? "more than one model %s: %s; expected the name of one"
                                .formatted(ability, names)
                        : "no model %s is there that %s; expected one of %s"
                                .formatted(name, ability, names));
    }

    @Override
    public List<String> names(Class<? extends Head> kind) {
        return of(kind).stream().map(TaskHead::name).toList();
    }

    private List<TaskHead> of(Class<? extends Head> kind) {
        return heads.stream().filter(head -> kind.isInstance(head.head())).toList();
    }

    /** What is there instead, so that nobody takes it for what was asked for. */
    private String instead(Class<? extends Head> kind) {
        if (kind != Head.TokenClassification.class) {
            return "";
        }
        StringBuilder sentences = new StringBuilder();
        for (Head head : checkpoint.otherHeads()) {
            if (head instanceof Head.TextClassification texts) {
                sentences.append(
                        ("it has a head for whole texts (labels %s), entities need a head for"
                                        + " tokens; ")
                                .formatted(String.join(", ", texts.labels())));
            } else if (head instanceof Head.UnspecifiedClassification either) {
                sentences.append(
                        ("its head with the labels %s is for tokens or for whole texts, which its"
                             + " files do not say: if it is for tokens, write \"architectures\":"
                             + " [\"BertForTokenClassification\"] into its config.json; ")
                                .formatted(String.join(", ", either.labels())));
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

    private static String digest(Checkpoint checkpoint, Map<String, Adapter> adapters) {
        if (adapters.isEmpty() && checkpoint.heads().isEmpty()) {
            return checkpoint.digest();
        }
        StringBuilder parts = new StringBuilder(checkpoint.digest());
        // Their labels are no part of the weights, but of the replies.
        checkpoint.heads().forEach(head -> parts.append('\n').append(head));
        adapters.forEach(
                (name, adapter) ->
                        parts.append('\n').append(name).append(' ').append(adapter.digest()));
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
