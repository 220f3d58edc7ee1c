package io.github.flinkbert.family.words;

import java.util.Set;

/** Korean particles, which are written onto the word before them: 은행에 is 은행 and 에. */
final class Particles {

    private static final Set<String> ALL =
            Set.of(
                    "은", "는", "이", "가", "을", "를", "에", "의", "도", "만", "와", "과", "로", "으로", "에서",
                    "에게", "한테", "께", "께서", "까지", "부터", "처럼", "보다", "마다", "조차", "밖에", "이나", "나",
                    "이라", "라", "이라고", "라고", "이며", "며", "이고", "고", "이다", "다", "이란", "란", "들", "요");

    private static final int LONGEST = 3;

    /** Of all particles of a word: no word has more. */
    static final int MOST_SYLLABLES = 8;

    private Particles() {}

    /** Whether a stretch of a text is particles and nothing else, at least one. */
    static boolean are(String text, int from, int to) {
        for (int end = from + 1; end <= Math.min(to, from + LONGEST); end++) {
            if (ALL.contains(text.substring(from, end)) && (end == to || are(text, end, to))) {
                return true;
            }
        }
        return false;
    }
}
