package io.github.flinkbert.console.stream;

/** Text that is cut where there is too much of it to be shown. */
public final class Cut {

    private Cut() {}

    /** The text, or as much of its beginning as has no half a character at its end. */
    public static String at(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
