package io.github.flinkbert.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files in CoNLL's columns: a token a line, the token first and its tag last, sentences parted by
 * blank lines, documents by {@code -DOCSTART-}. Columns are parted by tabs where the line has one,
 * else by spaces, so that a token may hold a space in a file of tabs.
 */
public final class ConllFile {

    private static final String DOCUMENT = "-DOCSTART-";
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern TAG = Pattern.compile("O|[BIES](-.+)?");

    private ConllFile() {}

    /**
     * @throws EvaluationException if the file cannot be read, or a line has no tag at its end
     */
    public static List<TaggedSentence> read(Path file) {
        List<TaggedSentence> sentences = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        int document = 0;
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String content =
                        number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                boolean documentStarts = content.startsWith(DOCUMENT);
                if (content.isBlank() || documentStarts) {
                    end(sentences, tokens, tags, document);
                    if (documentStarts && !sentences.isEmpty()) {
                        document = sentences.get(sentences.size() - 1).document() + 1;
                    }
                    continue;
                }
                String[] columns =
                        content.indexOf('\t') >= 0
                                ? content.split("\t", -1)
                                : SPACES.split(content);
                String tag = columns[columns.length - 1].strip();
                if (columns.length < 2 || !TAG.matcher(tag).matches()) {
                    throw EvaluationException.at(
                            file,
                            number,
                            "expected a token and, in the last column, a tag such as O or B-PER,"
                                    + " found %d columns, the last of them \"%s\""
                                            .formatted(columns.length, tag));
                }
                tokens.add(columns[0]);
                tags.add(tag);
            }
        } catch (CharacterCodingException e) {
            throw EvaluationException.at(file, number + 1, "expected UTF-8, found other bytes");
        } catch (IOException e) {
            throw new EvaluationException("%s cannot be read: %s".formatted(file, e), e);
        }
        end(sentences, tokens, tags, document);
        return List.copyOf(sentences);
    }

    private static void end(
            List<TaggedSentence> sentences, List<String> tokens, List<String> tags, int document) {
        if (!tokens.isEmpty()) {
            sentences.add(new TaggedSentence(tokens, tags, " ", document));
            tokens.clear();
            tags.clear();
        }
    }
}
