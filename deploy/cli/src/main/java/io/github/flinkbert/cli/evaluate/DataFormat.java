package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.training.entities.KlueNerFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The file formats with gold data. */
public enum DataFormat {
    /** By the file's content. */
    AUTO,
    /** SQuAD's layout, 1.1 or 2.0. */
    SQUAD,
    /** SQuAD's layout, scored as KorQuAD 1.0 is: in characters. */
    KORQUAD,
    /** A token and its tag a line. */
    CONLL,
    /** A character and its tag a line. */
    KLUE,
    /** Sentence pairs with a header. */
    KORSTS;

    private static final int BYTES = 1 << 16;
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\n|\\r");

    /** Scripts whose entity files are cut into characters. */
    private static final Set<Character.UnicodeScript> UNSPACED =
            EnumSet.of(
                    Character.UnicodeScript.HANGUL,
                    Character.UnicodeScript.HAN,
                    Character.UnicodeScript.HIRAGANA,
                    Character.UnicodeScript.KATAKANA);

    /**
     * The format itself, or the one of those expected that the file's beginning speaks for.
     *
     * @throws EvaluationException if the format is none of those expected
     */
    public DataFormat of(Path file, DataFormat... expected) {
        DataFormat found = this == AUTO ? recognise(file) : this;
        if (!List.of(expected).contains(found)) {
            throw new EvaluationException(
                    "%s has the format %s, which this task is not scored on; expected one of %s"
                            .formatted(
                                    file,
                                    found.word(),
                                    Arrays.stream(expected)
                                            .map(DataFormat::word)
                                            .collect(Collectors.joining(", "))));
        }
        return found;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static DataFormat recognise(Path file) {
        String beginning = beginning(file);
        if (beginning.stripLeading().startsWith("{")) {
            return beginning.contains("KorQuAD") ? KORQUAD : SQUAD;
        }
        List<String> lines = LINE_END.splitAsStream(beginning).toList();
        if (lines.get(0).contains("sentence1")) {
            return KORSTS;
        }
        List<String> rows =
                lines.stream().filter(line -> !line.isBlank() && !line.startsWith("##")).toList();
        boolean characters = !rows.isEmpty() && rows.stream().allMatch(DataFormat::isCharacterRow);
        boolean declared = lines.stream().anyMatch(line -> line.startsWith("## "));
        return characters && (declared || rows.stream().anyMatch(DataFormat::isUnspaced))
                ? KLUE
                : CONLL;
    }

    /** Whole lines; what is no UTF-8 among them is for the reader of the format to name. */
    private static String beginning(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int last = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
            String whole = bytes.length < BYTES || last < 0 ? text : text.substring(0, last);
            return whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
        } catch (IOException e) {
            throw new EvaluationException("%s cannot be read: %s".formatted(file, e), e);
        }
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
