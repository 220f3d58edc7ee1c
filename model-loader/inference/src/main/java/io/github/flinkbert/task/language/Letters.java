package io.github.flinkbert.task.language;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;

/**
 * The letters of a text.
 *
 * @param count all of them, of any script
 * @param script which most of the text is written in; {@code HIRAGANA} for any text with kana among
 *     Chinese characters, {@code COMMON} for none
 */
record Letters(int count, UnicodeScript script) {

    /** A syllable or a word in a character says as much as so many letters of an alphabet. */
    private static final int WHOLE_SYLLABLE = 2;

    /** Chinese texts have single kana; of Japanese ones they are a third and more. */
    private static final int KANA_ONE_IN = 10;

    static Letters of(String text) {
        Map<UnicodeScript, Integer> sizes = new EnumMap<>(UnicodeScript.class);
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (Character.isLetter(codePoint)) {
                count++;
                UnicodeScript script = UnicodeScript.of(codePoint);
                sizes.merge(script, size(script), Integer::sum);
            }
        }
        sizes.remove(UnicodeScript.COMMON);
        sizes.remove(UnicodeScript.INHERITED);
        joinJapanese(sizes);
        return new Letters(count, most(sizes));
    }

    private static int size(UnicodeScript script) {
        return switch (script) {
            case HAN, HANGUL, HIRAGANA, KATAKANA -> WHOLE_SYLLABLE;
            default -> 1;
        };
    }

    private static void joinJapanese(Map<UnicodeScript, Integer> sizes) {
        int kana =
                sizes.getOrDefault(UnicodeScript.HIRAGANA, 0)
                        + sizes.getOrDefault(UnicodeScript.KATAKANA, 0);
        int all = kana + sizes.getOrDefault(UnicodeScript.HAN, 0);
        sizes.keySet().remove(UnicodeScript.KATAKANA);
        if (kana > 0 && (long) KANA_ONE_IN * kana >= all) {
            sizes.remove(UnicodeScript.HAN);
            sizes.put(UnicodeScript.HIRAGANA, all);
        } else {
            sizes.remove(UnicodeScript.HIRAGANA);
        }
    }

    private static UnicodeScript most(Map<UnicodeScript, Integer> sizes) {
        return sizes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(UnicodeScript.COMMON);
    }
}
