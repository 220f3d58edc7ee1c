package io.github.flinkbert.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * KLUE's named entities: a character and its tag a line, parted by a tab, white space characters
 * being tokens as any other; sentences parted by blank lines; lines that begin with {@code ##} are
 * comments. KLUE scores entities on characters, and so does who scores these sentences' tags.
 */
public final class KlueNerFile {

    private static final Pattern ROW = Pattern.compile("(.+)\t(O|[BI]-.+)", Pattern.DOTALL);

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
            Matcher row = ROW.matcher(line);
            if (line.isEmpty() || line.startsWith("##")) {
                end(sentences, characters, tags);
            } else if (row.matches()) {
                characters.add(row.group(1));
                tags.add(row.group(2));
            } else {
                throw EvaluationException.at(
                        file,
                        number,
                        "expected a character, a tab and a tag such as O or B-PS, found \"%s\""
                                .formatted(line));
            }
        }
        end(sentences, characters, tags);
        return List.copyOf(sentences);
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
