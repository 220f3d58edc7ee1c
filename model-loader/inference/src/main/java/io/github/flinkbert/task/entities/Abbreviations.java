package io.github.flinkbert.task.entities;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Words that are written with a full stop. Stateless. */
final class Abbreviations {

    /** Those with a vowel; those without one are known by that. */
    private static final Set<String> WITH_VOWEL =
            Set.of(
                    "inc", "corp", "co", "cos", "bros", "gen", "col", "adm", "cpl", "capt", "maj",
                    "lieut", "gov", "sen", "rep", "rev", "prof", "pres", "hon", "esq", "ave",
                    "blvd", "univ", "dept", "assn", "assoc", "intl", "no", "nos", "vol", "cie",
                    "jan", "feb", "apr", "aug", "sept", "oct", "nov", "dec", "calif", "ala", "ariz",
                    "colo", "conn", "fla", "ga", "ill", "ind", "mass", "mich", "minn", "miss",
                    "okla", "ore", "pa", "penn", "tex", "va", "wis", "mex", "eng");

    private static final int MOST_LETTERS_WITHOUT_VOWEL = 5;
    private static final Pattern VOWEL = Pattern.compile("[^a-z]|[aeiou]");

    private Abbreviations() {}

    /** Whether the word that ends at a full stop is one that is written with it. */
    static boolean endsAt(String text, int stop) {
        int from = stop;
        boolean stops = false;
        while (from > 0
                && (EntityCharacters.isWordAt(text, from - 1) || text.charAt(from - 1) == '.')) {
            from--;
            stops |= text.charAt(from) == '.';
        }
        String word = text.substring(from, stop).toLowerCase(Locale.ROOT);
        boolean noVowel =
                word.length() <= MOST_LETTERS_WITHOUT_VOWEL && !VOWEL.matcher(word).find();
        return (stops || word.length() == 1 || noVowel || WITH_VOWEL.contains(word))
                && Character.isLetter(text.codePointBefore(stop));
    }
}
