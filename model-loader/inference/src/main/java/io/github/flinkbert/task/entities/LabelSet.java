package io.github.flinkbert.task.entities;

import io.github.flinkbert.task.entities.Tag.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * The labels of a token-classification model, their scheme, and which label may follow which.
 * Immutable and thread-safe.
 *
 * <p>A scheme's rules are relaxed only where a label that they ask for is missing: a type without
 * {@code B-} begins with {@code I-} or {@code E-}, one without {@code E-} ends with {@code I-}, one
 * without {@code S-} may stand as a lone {@code B-}. So every label set has a legal sequence of any
 * length.
 */
@Internal
public final class LabelSet {

    private static final Tag OUTSIDE = new Tag(Role.OUTSIDE, "");

    private final List<String> names;
    private final List<Tag> tags;
    private final LabelScheme scheme;
    private final Set<Tag> present;
    private final boolean[] begins;
    private final boolean[] ends;
    private final boolean[][] continues;
    private final boolean[][] turns;

    private LabelSet(List<String> names, List<Tag> tags, LabelScheme scheme) {
        this.names = List.copyOf(names);
        this.tags = tags;
        this.scheme = scheme;
        this.present = new HashSet<>(tags);
        if (tags.stream().allMatch(Tag::isForbidden)) {
            throw new IllegalArgumentException(
                    "a label set needs at least one label for words, found " + names);
        }
        int size = names.size();
        this.begins = new boolean[size];
        this.ends = new boolean[size];
        this.continues = new boolean[size][size];
        this.turns = new boolean[size][size];
        fillTables();
    }

    // The rules are asked for every pair of labels at every word: asked once, here.
    private void fillTables() {
        for (int label = 0; label < names.size(); label++) {
            Tag tag = tags.get(label);
            begins[label] = mayBegin(OUTSIDE, tag);
            ends[label] = mayEnd(tag);
            for (int next = 0; next < names.size(); next++) {
                Tag after = tags.get(next);
                continues[label][next] = tag.continuesWith(after);
                turns[label][next] =
                        !tag.continuesWith(after) && mayEnd(tag) && mayBegin(tag, after);
            }
        }
    }

    /**
     * Recognises the scheme from the labels. IOB1 and IOB2 share their letters; where some type has
     * {@code I-} and no {@code B-} it is IOB1, for IOB2 could not begin such an entity.
     *
     * @param names labels in the order of the model's scores
     */
    public static LabelSet of(List<String> names) {
        List<Tag> tags = Tag.parse(names);
        return new LabelSet(names, tags, recognise(names, tags));
    }

    /** Labels whose scheme is known: for models trained on IOB1 that bear all of its labels. */
    public static LabelSet of(List<String> names, LabelScheme scheme) {
        return new LabelSet(names, Tag.parse(names), scheme);
    }

    public LabelScheme scheme() {
        return scheme;
    }

    public List<String> names() {
        return names;
    }

    public int size() {
        return names.size();
    }

    /** The type of a label's entity: {@code PER} of {@code B-PER}; empty for the outside label. */
    public String type(int label) {
        return tags.get(label).type();
    }

    boolean isOutside(int label) {
        return tags.get(label).isOutside();
    }

    /** Whether {@code next} is one more word of the entity that {@code label} is part of. */
    boolean continues(int label, int next) {
        return continues[label][next];
    }

    /** Whether {@code next} may follow {@code label} as something new. */
    boolean turns(int label, int next) {
        return turns[label][next];
    }

    /** Whether {@code next} may follow {@code label}. */
    boolean legal(int label, int next) {
        return continues[label][next] || turns[label][next];
    }

    /** Whether a text may begin with this label. */
    boolean mayBegin(int label) {
        return begins[label];
    }

    /** Whether a text may end with this label. */
    boolean mayEnd(int label) {
        return ends[label];
    }

    private boolean mayEnd(Tag tag) {
        return switch (tag.role()) {
            case OUTSIDE, SINGLE, END -> true;
            case BEGIN -> !has(Role.SINGLE, tag) || !(has(Role.INSIDE, tag) || has(Role.END, tag));
            case INSIDE -> !has(Role.END, tag);
            case FORBIDDEN -> false;
        };
    }

    private boolean mayBegin(Tag before, Tag tag) {
        return switch (tag.role()) {
            case OUTSIDE, SINGLE -> true;
            case BEGIN ->
                    scheme != LabelScheme.IOB1
                            || !has(Role.INSIDE, tag)
                            || before.type().equals(tag.type());
            case INSIDE -> scheme == LabelScheme.IOB1 || !has(Role.BEGIN, tag);
            case END -> !has(Role.BEGIN, tag);
            case FORBIDDEN -> false;
        };
    }

    private boolean has(Role role, Tag sameType) {
        return present.contains(new Tag(role, sameType.type()));
    }

    private static LabelScheme recognise(List<String> names, List<Tag> tags) {
        Set<Tag> present = new HashSet<>(tags);
        boolean plain = true;
        boolean lettersOfBioes = false;
        boolean insideOnly = false;
        for (int label = 0; label < tags.size(); label++) {
            Tag tag = tags.get(label);
            if (tag.isOutside() || tag.isForbidden()) {
                continue;
            }
            plain &= tag.type().equals(names.get(label));
            lettersOfBioes |= tag.role() == Role.END || tag.role() == Role.SINGLE;
            insideOnly |=
                    tag.role() == Role.INSIDE && !present.contains(new Tag(Role.BEGIN, tag.type()));
        }
        if (plain) {
            return LabelScheme.NONE;
        }
        if (lettersOfBioes) {
            return LabelScheme.BIOES;
        }
        return insideOnly ? LabelScheme.IOB1 : LabelScheme.IOB2;
    }
}
