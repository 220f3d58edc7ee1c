package io.github.flinkbert.cli.evaluate.entities;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.training.entities.KlueNerFile;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** The formats of files with entities. */
@Internal
public final class EntityFormats {

    /** A token and its tag a line. */
    public static final DataFormat CONLL = DataFormat.ofAnyText("conll");

    /** A character and its tag a line. */
    public static final DataFormat KLUE = DataFormat.of("klue", EntityFormats::isKlue);

    public static final List<DataFormat> ALL = List.of(CONLL, KLUE);

    /** Scripts whose entity files are cut into characters. */
    private static final Set<Character.UnicodeScript> UNSPACED =
            EnumSet.of(
                    Character.UnicodeScript.HANGUL,
                    Character.UnicodeScript.HAN,
                    Character.UnicodeScript.HIRAGANA,
                    Character.UnicodeScript.KATAKANA);

    private EntityFormats() {}

    private static boolean isKlue(DataFormat.Beginning beginning) {
        List<String> rows =
                beginning.lines().stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("##"))
                        .toList();
        boolean characters =
                !rows.isEmpty() && rows.stream().allMatch(EntityFormats::isCharacterRow);
        boolean declared = beginning.lines().stream().anyMatch(line -> line.startsWith("## "));
        return characters && (declared || rows.stream().anyMatch(EntityFormats::isUnspaced));
    }

    private static boolean isCharacterRow(String line) {
        int tab = line.indexOf('\t', 1); // a tab may be the character
        return tab > 0
                && KlueNerFile.isCharacter(line.substring(0, tab))
                && line.substring(tab + 1).strip().indexOf('\t') < 0;
    }

    /** White space as a token, or a script whose words are told apart by none of their own. */
    private static boolean isUnspaced(String line) {
        int first = line.codePointAt(0);
        return Character.isWhitespace(first)
                || line.substring(0, line.indexOf('\t', 1))
                        .codePoints()
                        .anyMatch(each -> UNSPACED.contains(Character.UnicodeScript.of(each)));
    }
}
