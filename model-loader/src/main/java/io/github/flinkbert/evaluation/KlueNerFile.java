package io.github.flinkbert.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * KLUE's named entities: a character and its tag a line, parted by a tab, white space characters
 * being tokens as any other; sentences parted by blank lines; lines that begin with {@code ##} are
 * comments. KLUE scores entities on characters, and so does who scores these sentences' tags.
 */
public final class KlueNerFile {

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
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                int tab = line.lastIndexOf('\t');
                if (line.isEmpty() || line.startsWith("##")) {
                    end(sentences, characters, tags);
                } else if (tab < 1 || tab == line.length() - 1) {
                    throw EvaluationException.at(
                            file,
                            number,
                            "expected a character, a tab and a tag, found \"%s\"".formatted(line));
                } else {
                    characters.add(line.substring(0, tab));
                    tags.add(line.substring(tab + 1));
                }
            }
        } catch (CharacterCodingException e) {
            throw EvaluationException.at(file, number + 1, "expected UTF-8, found other bytes");
        } catch (IOException e) {
            throw new EvaluationException("%s cannot be read: %s".formatted(file, e), e);
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
