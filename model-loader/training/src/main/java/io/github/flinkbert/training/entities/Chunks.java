package io.github.flinkbert.training.entities;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/** How a sentence's tags become entities. */
@Experimental
public enum Chunks {
    /**
     * As {@code conlleval} and seqeval's default mode read tags: IOB1, IOB2 and BIOES alike, an
     * {@code I-} without a beginning being one. Where conlleval does not know a letter ({@code S}),
     * as seqeval does.
     */
    LENIENT {
        @Override
        public List<Chunk> of(List<String> tags) {
            List<Chunk> chunks = new ArrayList<>();
            char previous = 'O';
            String previousType = "";
            int first = 0;
            for (int token = 0; token <= tags.size(); token++) {
                String tag = token == tags.size() ? "O" : tags.get(token);
                char letter = letter(tag);
                String type = type(tag);
                if (ends(previous, letter, !previousType.equals(type))) {
                    chunks.add(new Chunk(previousType, first, token - 1));
                }
                if (begins(previous, letter, !previousType.equals(type))) {
                    first = token;
                }
                previous = letter;
                previousType = type;
            }
            return chunks;
        }
    },

    /** As seqeval's strict mode reads IOB2: only {@code B-} begins, only the same type goes on. */
    STRICT_IOB2 {
        @Override
        public List<Chunk> of(List<String> tags) {
            List<Chunk> chunks = new ArrayList<>();
            int token = 0;
            while (token < tags.size()) {
                int first = token++;
                if (letter(tags.get(first)) != 'B') {
                    continue;
                }
                String type = type(tags.get(first));
                while (token < tags.size()
                        && letter(tags.get(token)) == 'I'
                        && type(tags.get(token)).equals(type)) {
                    token++;
                }
                chunks.add(new Chunk(type, first, token - 1));
            }
            return chunks;
        }
    };

    /**
     * @param tags one sentence's, such as {@code B-PER} and {@code O}
     */
    public abstract List<Chunk> of(List<String> tags);

    private static char letter(String tag) {
        return tag.isEmpty() ? 'O' : tag.charAt(0);
    }

    // A bare letter has the type "_" in seqeval; the outside tag has it too.
    private static String type(String tag) {
        int hyphen = tag.indexOf('-', 1);
        String type =
                hyphen >= 0 ? tag.substring(hyphen + 1) : tag.substring(Math.min(1, tag.length()));
        return type.isEmpty() ? "_" : type;
    }

    private static boolean ends(char previous, char letter, boolean otherType) {
        return switch (previous) {
            case 'E', 'S' -> true;
            case 'B', 'I' -> letter == 'B' || letter == 'S' || letter == 'O' || otherType;
            case 'O', '.' -> false;
            default -> otherType;
        };
    }

    private static boolean begins(char previous, char letter, boolean otherType) {
        return switch (letter) {
            case 'B', 'S' -> true;
            case 'E', 'I' -> previous == 'E' || previous == 'S' || previous == 'O' || otherType;
            case 'O', '.' -> false;
            default -> otherType;
        };
    }
}
