package io.github.flinkbert.evaluation;

import org.apache.flink.annotation.Internal;

/**
 * Characters that are there and not seen: control and format characters, U+0000 and U+FFFD, which
 * {@code _clean_text} of Google's {@code tokenization.py} takes out. White space is not among them.
 */
@Internal
public final class Invisible {

    private Invisible() {}

    /** The text without them. */
    public static String strip(String text) {
        if (text.codePoints().noneMatch(Invisible::is)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(each -> !is(each)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean is(int codePoint) {
        if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
            return false;
        }
        int type = Character.getType(codePoint);
        return codePoint == 0xFFFD || type == Character.CONTROL || type == Character.FORMAT;
    }
}
