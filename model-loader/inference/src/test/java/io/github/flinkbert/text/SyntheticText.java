package io.github.flinkbert.text;

import java.util.Random;

/**
 * A made-up text and its pieces: letters, combining accents, emoji, Chinese, Japanese, Korean and
 * Arabic, with and without spaces. A piece is one to three code points, a word one to four pieces
 * that no space parts.
 */
public record SyntheticText(String text, Pieces pieces) {

    private static final String[] GRAPHEMES = {
        "a",
        "B",
        "e\u0301",
        "o\u0302\u0323",
        "ß",
        "İ",
        "1",
        ".",
        "-",
        "'",
        "中",
        "京",
        "の",
        "한",
        "\u1112\u1161\u11ab",
        "😀",
        "👩‍👩‍👧",
        "🇰🇷",
        "𠀀",
        "م",
        "अ",
        "\u200b",
        "\ud83d"
    };

    private static final String[] SPACES = {" ", "\n", "\t", "\u00a0", "\u3000", "  "};

    public static SyntheticText random(Random random, int pieces) {
        boolean spaces = random.nextInt(4) > 0;
        StringBuilder text = new StringBuilder();
        int[] starts = new int[pieces];
        int[] ends = new int[pieces];
        int[] words = new int[pieces];
        int word = 0;
        int leftOfWord = 1 + random.nextInt(4);
        for (int piece = 0; piece < pieces; piece++) {
            if (leftOfWord == 0) {
                word++;
                leftOfWord = 1 + random.nextInt(4);
                if (spaces && random.nextBoolean()) {
                    text.append(SPACES[random.nextInt(SPACES.length)]);
                }
            }
            leftOfWord--;
            words[piece] = word;
            starts[piece] = text.length();
            for (int i = random.nextInt(3); i >= 0; i--) {
                text.append(GRAPHEMES[random.nextInt(GRAPHEMES.length)]);
            }
            ends[piece] = text.length();
        }
        return new SyntheticText(text.toString(), new Pieces(new int[pieces], starts, ends, words));
    }

    /** One piece a word, words parted by single spaces. */
    public static SyntheticText ofWords(String... words) {
        StringBuilder text = new StringBuilder();
        int[] starts = new int[words.length];
        int[] ends = new int[words.length];
        int[] ordinals = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            text.append(i == 0 ? "" : " ");
            starts[i] = text.length();
            text.append(words[i]);
            ends[i] = text.length();
            ordinals[i] = i;
        }
        return new SyntheticText(
                text.toString(), new Pieces(new int[words.length], starts, ends, ordinals));
    }

    /** The first pieces of this text. */
    public SyntheticText first(int count) {
        int[] starts = new int[count];
        int[] ends = new int[count];
        int[] words = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = pieces.start(i);
            ends[i] = pieces.end(i);
            words[i] = pieces.word(i);
        }
        return new SyntheticText(text, new Pieces(new int[count], starts, ends, words));
    }

    /** How many random inputs the property tests try: {@code -Dflinkbert.random.inputs=1000000}. */
    public static int randomInputs() {
        return Integer.getInteger("flinkbert.random.inputs", 20_000);
    }
}
