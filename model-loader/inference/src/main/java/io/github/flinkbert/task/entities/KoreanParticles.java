package io.github.flinkbert.task.entities;

import java.util.Set;

/**
 * Korean particles that are written on to a name and are no part of it: 김민수는 is the name 김민수 and 는.
 * A piece of the vocabulary may hold the end of a name and a particle, and a model then cannot part
 * them.
 *
 * <p>A particle is one by its form, by the syllable before it (은, 이, 을 and 으로 follow a consonant,
 * 는, 가 and 를 a vowel) and by its place at the end of a word. Particles that many names end with (도,
 * 로, 만, 와, 과) are left where the model put them. Of the 14,257 entities of KLUE's development file
 * 21 end as if in one of those that are taken off.
 */
final class KoreanParticles {

    private static final Set<String> AFTER_CONSONANT =
            Set.of("은", "이", "을", "으로", "으로는", "으로부터", "이라는", "이라고", "이다", "이고", "이며", "이나", "이란");

    private static final Set<String> AFTER_VOWEL = Set.of("는", "가", "를", "라는", "라고");

    private static final Set<String> AFTER_ANY =
            Set.of(
                    "에", "에서", "에게", "에게서", "에는", "에서는", "에게는", "에도", "에서도", "에게도", "에서의", "의",
                    "께서", "께서는", "한테", "까지", "부터", "보다", "처럼");

    /** Names that end as if in a particle. */
    private static final Set<String> NAMES = Set.of("벨기에");

    /** The meeting, whose last syllable is no particle. */
    private static final String MEETING = "회의";

    /** With it three syllables of a person are a family name and the two of a given name. */
    private static final String PERSON = "PS";

    private static final String FAMILY_NAMES =
            "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반";

    private static final int LONGEST = 4;
    private static final int FULL_NAME = 3;
    private static final char FIRST_SYLLABLE = '가';
    private static final char LAST_SYLLABLE = '힣';
    private static final int SYLLABLES_A_VOWEL = 28;

    private KoreanParticles() {}

    /**
     * Where an entity ends without the particle at its end, of which a part may lie behind it.
     *
     * @param end one past the entity's last UTF-16 code unit
     * @return {@code end} where there is no particle; never {@code start}
     */
    static int end(String text, int start, int end, String label) {
        if (!isSyllable(text, end - 1)) {
            return end;
        }
        int wordEnd = end;
        while (isSyllable(text, wordEnd) && wordEnd < end + LONGEST) {
            wordEnd++;
        }
        for (int from = Math.max(start + 1, wordEnd - LONGEST); from < end; from++) {
            String tail = text.substring(from, wordEnd);
            if (isSyllable(text, from - 1)
                    && follows(tail, text, start, from)
                    && !isName(text.substring(start, end), tail, label)) {
                return from;
            }
        }
        return end;
    }

    private static boolean follows(String tail, String text, int start, int from) {
        if (AFTER_ANY.contains(tail)) {
            return true;
        }
        // Of one syllable nothing is known: 마을 is a village, 어린이 a child.
        boolean word = from - start > 1;
        boolean consonant = endsInConsonant(text.charAt(from - 1));
        return word && (consonant ? AFTER_CONSONANT : AFTER_VOWEL).contains(tail);
    }

    private static boolean isName(String entity, String tail, String label) {
        return NAMES.stream().anyMatch(entity::endsWith)
                || (tail.equals("의") && entity.endsWith(MEETING))
                || (tail.equals("은")
                        && label.equals(PERSON)
                        && entity.length() == FULL_NAME
                        && FAMILY_NAMES.indexOf(entity.charAt(0)) >= 0);
    }

    private static boolean isSyllable(String text, int at) {
        return at >= 0
                && at < text.length()
                && text.charAt(at) >= FIRST_SYLLABLE
                && text.charAt(at) <= LAST_SYLLABLE;
    }

    private static boolean endsInConsonant(char syllable) {
        return (syllable - FIRST_SYLLABLE) % SYLLABLES_A_VOWEL != 0;
    }
}
