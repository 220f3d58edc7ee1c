package io.github.flinkbert.task.entities;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label taken apart: what it says of the word's place in an entity, and of which type. */
record Tag(Role role, String type) {

    enum Role {
        OUTSIDE,
        BEGIN,
        INSIDE,
        END,
        SINGLE,
        /** Labels of padding and special tokens, which no word may bear. */
        FORBIDDEN
    }

    /** The type of labels that are a bare letter, as seqeval names it. */
    private static final String UNTYPED = "_";

    private static final Set<String> OUTSIDE = Set.of("O");

    /** Google's own token-classification forks keep these in their label files. */
    private static final Set<String> SPECIAL =
            Set.of("[PAD]", "[CLS]", "[SEP]", "<PAD>", "<pad>", "PAD", "**NULL**", "");

    /** The same forks label a word's later pieces so; elsewhere it can be a type. */
    private static final String LATER_PIECE = "X";

    private static final Pattern PREFIXED = Pattern.compile("([BIMELSUW])(?:[-_](.+))?");
    private static final Pattern SUFFIXED = Pattern.compile("(.+)[-_]([BIMELSUW])");

    /** Takes a model's labels apart; how they are written is recognised from all of them. */
    static List<Tag> parse(List<String> labels) {
        List<String> typed = labels.stream().filter(Tag::saysType).toList();
        List<String> sure = typed.stream().filter(label -> !label.equals(LATER_PIECE)).toList();
        if (!sure.isEmpty() && sure.stream().allMatch(l -> PREFIXED.matcher(l).matches())) {
            return labels.stream().map(label -> parse(label, PREFIXED, 1, 2)).toList();
        }
        if (!sure.isEmpty() && sure.stream().allMatch(l -> SUFFIXED.matcher(l).matches())) {
            return labels.stream().map(label -> parse(label, SUFFIXED, 2, 1)).toList();
        }
        return labels.stream().map(Tag::plain).toList();
    }

    boolean isOutside() {
        return role == Role.OUTSIDE;
    }

    boolean isForbidden() {
        return role == Role.FORBIDDEN;
    }

    /** Whether {@code next}, right after this, is one more word of the same entity. */
    boolean continuesWith(Tag next) {
        return (role == Role.BEGIN || role == Role.INSIDE)
                && (next.role == Role.INSIDE || next.role == Role.END)
                && type.equals(next.type);
    }

    private static boolean saysType(String label) {
        return !OUTSIDE.contains(label) && !SPECIAL.contains(label);
    }

    private static Tag plain(String label) {
        return saysType(label) ? new Tag(Role.INSIDE, label) : untyped(label);
    }

    private static Tag untyped(String label) {
        return new Tag(OUTSIDE.contains(label) ? Role.OUTSIDE : Role.FORBIDDEN, "");
    }

    private static Tag parse(String label, Pattern pattern, int letter, int type) {
        if (!saysType(label) || label.equals(LATER_PIECE)) {
            return untyped(label);
        }
        Matcher matcher = pattern.matcher(label);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a label of this form: " + label);
        }
        String name = matcher.group(type);
        return new Tag(role(matcher.group(letter)), name == null ? UNTYPED : name);
    }

    private static Role role(String letter) {
        return switch (letter) {
            case "B" -> Role.BEGIN;
            case "I", "M" -> Role.INSIDE;
            case "E", "L" -> Role.END;
            default -> Role.SINGLE;
        };
    }
}
