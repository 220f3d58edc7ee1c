package io.github.flinkbert.training.entities;

import io.github.flinkbert.evaluation.Invisible;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag as entity files write it, in any of the schemes IO, IOB1, IOB2, IOE, BIOES, BILOU, BMES and
 * BMEWO, its letter and its type parted by a hyphen or an underscore.
 *
 * @param letter {@code O}, {@code B}, {@code I}, or, for an entity's last and only token, {@code E}
 *     and {@code S}
 * @param type empty for {@code O}, and for a letter that stands alone
 */
record EntityTag(char letter, String type) {

    private static final Pattern TAG = Pattern.compile("([BIESLUMW])(?:[-_](.+))?");
    private static final EntityTag OUTSIDE = new EntityTag('O', "");

    /** What a file's cell says; empty where it is no tag. */
    static Optional<EntityTag> of(String cell) {
        String visible = Invisible.strip(cell).strip();
        if (visible.equals("O")) {
            return Optional.of(OUTSIDE);
        }
        Matcher tag = TAG.matcher(visible);
        if (!tag.matches()) {
            return Optional.empty();
        }
        String type = tag.group(2) == null ? "" : tag.group(2);
        return Optional.of(new EntityTag(bioes(tag.group(1).charAt(0)), type));
    }

    /** BILOU's, BMES's and BMEWO's letters in BIOES. */
    private static char bioes(char letter) {
        return switch (letter) {
            case 'L' -> 'E';
            case 'U', 'W' -> 'S';
            case 'M' -> 'I';
            default -> letter;
        };
    }

    boolean outside() {
        return letter == 'O';
    }

    /** In BIOES. */
    @Override
    public String toString() {
        return type.isEmpty() ? String.valueOf(letter) : letter + "-" + type;
    }
}
