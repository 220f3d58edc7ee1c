package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.AddedToken;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.TokenizerRules;
import io.github.flinkbert.text.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * How a release cuts text into pieces, from its vocabulary and the files beside it.
 *
 * @param vocabulary the WordPieces and the added tokens
 * @param casing cased or uncased where the release says so
 * @param rules what else it says of WordPieces
 * @param other what makes a tokenizer of another kind; empty for WordPieces
 */
@Internal
public record ReleasedTokenizer(
        Vocabulary vocabulary,
        Optional<Casing> casing,
        TokenizerRules rules,
        Optional<OtherTokenizer> other) {

    /** Makes tokenizers that cut text into other pieces than WordPieces, and know no casing. */
    public interface OtherTokenizer {

        Tokenizer of(Vocabulary vocabulary);

        /** All that its pieces depend on, beside the vocabulary. */
        String settings();

        /** How many rows a word embedding may have for no piece, beside those of its rounding. */
        default int mostSpareRows() {
            return 0;
        }
    }

    /** Of WordPieces. */
    ReleasedTokenizer(Vocabulary vocabulary, Optional<Casing> casing, TokenizerRules rules) {
        this(vocabulary, casing, rules, Optional.empty());
    }

    /** Of another kind; text is taken as it is. */
    public static ReleasedTokenizer of(Vocabulary vocabulary, OtherTokenizer other) {
        return of(vocabulary, other, Casing.CASED);
    }

    /** Of another kind, which lower-cases texts or does not. */
    static ReleasedTokenizer of(Vocabulary vocabulary, OtherTokenizer other, Casing casing) {
        return new ReleasedTokenizer(
                vocabulary, Optional.of(casing), TokenizerRules.GOOGLE, Optional.of(other));
    }

    /**
     * @param folder where the files beside the vocabulary may be
     * @param vocabularyFile {@code vocab.txt}; where it is missing, {@code tokenizer.json} has the
     *     pieces
     * @param checkpoint its name, for errors
     * @throws CheckpointException if a file says what is not obeyed
     */
    static ReleasedTokenizer read(Path folder, Path vocabularyFile, String checkpoint) {
        Optional<TokenizerJson> json = TokenizerJson.in(folder);
        boolean hasLines = json.isEmpty() || Files.exists(vocabularyFile);
        Vocabulary pieces =
                hasLines
                        ? VocabularyFile.read(vocabularyFile, checkpoint)
                        : json.get().vocabulary();
        TokenizerSettings settings = TokenizerConfig.settings(folder, json.isPresent());
        if (json.isPresent()) {
            if (hasLines) {
                json.get().requireSame(pieces, vocabularyFile);
            }
            settings = settings.with(json.get().settings());
            SequenceTemplate.requireBerts(json.get(), pieces);
        }
        AddedTokenFiles added = AddedTokenFiles.read(folder, json, pieces);
        return new ReleasedTokenizer(
                withNames(pieces, added, checkpoint),
                settings.casing(),
                withTokens(settings.rules(), added.matched()));
    }

    private static Vocabulary withNames(
            Vocabulary pieces, AddedTokenFiles added, String checkpoint) {
        try {
            return added.names().isEmpty() ? pieces : pieces.with(added.names());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(checkpoint, e.getMessage()), e);
        }
    }

    private static TokenizerRules withTokens(TokenizerRules rules, List<AddedToken> tokens) {
        return new TokenizerRules(
                rules.ideographsApart(),
                rules.accentsStripped(),
                rules.lowerCasedBefore(),
                rules.longestWord(),
                tokens);
    }

    /** The same, with the casing of another source where the files do not say it. */
    ReleasedTokenizer orCasing(Supplier<Optional<Casing>> source) {
        return new ReleasedTokenizer(vocabulary, casing.or(source), rules, other);
    }

    /** The same of a family whose sequences have no token types. */
    public ReleasedTokenizer withoutSegments() {
        return new ReleasedTokenizer(vocabulary.withoutSegments(), casing, rules, other);
    }

    /** The same for text that is lower-cased before anything else. */
    ReleasedTokenizer lowerCasingFirst() {
        return new ReleasedTokenizer(vocabulary, casing, rules.lowerCasingFirst(), other);
    }

    /**
     * The same with an id for each row of the word embedding. Rows may be padding: as many as round
     * the vocabulary up to a multiple of 8, 16, 32, …, 1,024.
     *
     * @throws CheckpointException if the two do not fit
     */
    public ReleasedTokenizer fitted(int rows, String checkpoint) {
        int pieces = vocabulary.size();
        boolean padded =
                IntStream.iterate(8, step -> step <= 1024, step -> 2 * step)
                        .anyMatch(step -> rows == (pieces + step - 1) / step * step);
        int spare = other.map(OtherTokenizer::mostSpareRows).orElse(0);
        if (rows > pieces + spare && !padded) {
            throw new CheckpointException(
                    "%s: its vocabulary has %d pieces, but its word embedding has %d rows"
                            .formatted(checkpoint, pieces, rows));
        }
        try {
            return new ReleasedTokenizer(vocabulary.fitted(rows), casing, rules, other);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(checkpoint, e.getMessage()), e);
        }
    }
}
