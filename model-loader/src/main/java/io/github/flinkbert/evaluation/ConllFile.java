package io.github.flinkbert.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files in CoNLL's columns: a token a line, the token first and its tag last, sentences parted by
 * blank lines, documents by {@code -DOCSTART-}. Columns are parted by tabs where the line has one,
 * else by spaces, so that a token may hold a space in a file of tabs. Tags may be in any of the
 * schemes IO, IOB1, IOB2, IOE, BIOES and BILOU.
 */
public final class ConllFile {

    private static final String DOCUMENT = "-DOCSTART-";
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern TAG = Pattern.compile("O|[BIESLU](-.+)?");

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
        for (String line : Utf8Lines.read(file)) {
            number++;
            boolean documentStarts = line.startsWith(DOCUMENT);
            if (line.isBlank() || documentStarts) {
                end(sentences, tokens, tags, document);
                if (documentStarts && !sentences.isEmpty()) {
                    document = sentences.get(sentences.size() - 1).document() + 1;
                }
                continue;
            }
            String[] columns = line.indexOf('\t') >= 0 ? line.split("\t", -1) : SPACES.split(line);
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
            tags.add(bioes(tag));
        }
        end(sentences, tokens, tags, document);
        return List.copyOf(sentences);
    }

    /** BILOU's letters for the last word and the only one, in BIOES. */
    private static String bioes(String tag) {
        return switch (tag.charAt(0)) {
            case 'L' -> "E" + tag.substring(1);
            case 'U' -> "S" + tag.substring(1);
            default -> tag;
        };
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
