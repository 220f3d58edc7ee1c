package io.github.flinkbert.training.entities;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Invisible;
import io.github.flinkbert.evaluation.Utf8Lines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Experimental;

/**
 * KLUE's named entities: a character and its tag a line, parted by a tab, white space characters
 * being tokens as any other; sentences parted by blank lines; lines that begin with {@code ##} are
 * comments. KLUE scores entities on characters, and so does who scores these sentences' tags.
 */
@Experimental
public final class KlueNerFile {

    /** What readers take for one character: with its marks, or an emoji with what it is made of. */
    private static final Pattern CHARACTER = Pattern.compile("\\X?", Pattern.DOTALL);

    private static final Pattern TABS_AT_THE_END = Pattern.compile("(?<=[^\t])\t+$");

    private KlueNerFile() {}

    /**
     * @throws EvaluationException if the file cannot be read, or a line is not a character and a
     *     tag
     */
    public static List<TaggedSentence> read(Path file) {
        List<TaggedSentence> sentences = new ArrayList<>();
        List<String> characters = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        int number = 0;
        for (String line : Utf8Lines.read(file)) {
            number++;
            if (line.isEmpty() || line.equals("\t") || line.startsWith("##")) {
                end(sentences, characters, tags);
                continue;
            }
            String row = TABS_AT_THE_END.matcher(line).replaceFirst("");
            int tab = row.lastIndexOf('\t');
            String character = row.substring(0, Math.max(0, tab));
            Optional<EntityTag> tag = EntityTag.of(row.substring(tab + 1));
            if (!isCharacter(character) || tag.isEmpty()) {
                throw EvaluationException.at(
                        file,
                        number,
                        "expected a character, a tab and a tag such as O or B-PS, found \"%s\""
                                .formatted(line));
            }
            characters.add(character);
            tags.add(tag.get().toString());
        }
        end(sentences, characters, tags);
        return List.copyOf(sentences);
    }

    /** Whether a token is one character as KLUE's are; characters that nobody sees do not count. */
    public static boolean isCharacter(String token) {
        return !token.isEmpty()
                && (CHARACTER.matcher(token).matches()
                        || CHARACTER.matcher(Invisible.strip(token)).matches());
    }

    private static void end(
            List<TaggedSentence> sentences, List<String> characters, List<String> tags) {
        if (!characters.isEmpty()) {
            sentences.add(new TaggedSentence(characters, tags, "", 0));
            characters.clear();
            tags.clear();
        }
    }
}
