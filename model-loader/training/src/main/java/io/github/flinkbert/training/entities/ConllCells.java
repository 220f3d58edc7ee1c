package io.github.flinkbert.training.entities;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the cells of a CoNLL file's column say tags. */
enum ConllCells {
    /** Each is a tag; in a column with tags of entities {@code _}, no value, is outside, too. */
    TAGS {
        @Override
        Optional<EntityTag> tag(String cell) {
            return cell.equals(NOTHING) ? OUTSIDE : EntityTag.of(cell);
        }
    },

    /** Each is a tag, and nothing else is. */
    TAGS_ONLY {
        @Override
        Optional<EntityTag> tag(String cell) {
            return EntityTag.of(cell);
        }
    },

    /** Features as in CoNLL-U's last column, such as {@code NER=B-PER|SpaceAfter=No}. */
    FEATURES {
        @Override
        Optional<EntityTag> tag(String cell) {
            Matcher keyed = KEYED.matcher(cell);
            if (keyed.find()) {
                return EntityTag.of(keyed.group(1));
            }
            return cell.equals(NOTHING) || FEATURE_LIST.matcher(cell).matches()
                    ? OUTSIDE
                    : Optional.empty();
        }
    };

    private static final String NOTHING = "_";
    private static final Optional<EntityTag> OUTSIDE = EntityTag.of("O");
    private static final Pattern KEYED =
            Pattern.compile("(?:^|\\|)(?:ner|ne|entity|name)=([^|]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FEATURE_LIST = Pattern.compile("[^=|]+=[^|]*(?:\\|[^=|]+=[^|]*)*");

    /** What a cell says; empty where that is no tag. */
    abstract Optional<EntityTag> tag(String cell);

    boolean isTag(String cell) {
        return tag(cell).isPresent();
    }

    /** Whether a cell has the tag of an entity whose type is known. */
    boolean isEntity(String cell) {
        return tag(cell).filter(tag -> !tag.type().isEmpty()).isPresent();
    }
}
