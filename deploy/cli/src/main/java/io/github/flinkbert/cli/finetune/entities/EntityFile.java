package io.github.flinkbert.cli.finetune.entities;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.cli.evaluate.entities.EntityFormats;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.training.entities.JoinedMentions;
import io.github.flinkbert.training.entities.TaggedSentence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A file with entities as it was read, mentions joined and types renamed where that was asked.
 *
 * @param declared the only types that it speaks of, as the user says; empty for all
 * @param klue whether its tokens are characters, as in KLUE's files
 */
record EntityFile(
        Path path, List<TaggedSentence> sentences, Optional<Set<String>> declared, boolean klue) {

    private static final String OUTSIDE = "O";

    /**
     * @param remarks told what was chosen where the file leaves a choice
     */
    static EntityFile read(
            Path path, FormatChoice format, EntityDataOptions options, Consumer<String> remarks) {
        DataFormat found = options.columns().format(path, format);
        List<TaggedSentence> read = options.columns().read(path, found, remarks);
        if (options.joinMentions()) {
            read = JoinedMentions.in(read);
        }
        Map<String, String> renamed = options.renamed();
        if (!renamed.isEmpty()) {
            read = read.stream().map(sentence -> renamed(sentence, renamed)).toList();
        }
        EntityFile file =
                new EntityFile(path, read, options.typesOf(path), found.equals(EntityFormats.KLUE));
        file.requireDeclared();
        return file;
    }

    private void requireDeclared() {
        Set<String> others = found();
        declared.ifPresent(
                types -> {
                    others.removeAll(types);
                    if (!others.isEmpty()) {
                        throw new UserException(
                                "--partial says that %s has only the types %s, but found %s in it"
                                        .formatted(
                                                path,
                                                String.join(", ", types),
                                                String.join(", ", others)));
                    }
                });
        if (sentences.isEmpty()) {
            throw new UserException("%s holds no sentence".formatted(path));
        }
    }

    /** The types of its entities. */
    Set<String> found() {
        Set<String> types = new TreeSet<>();
        for (TaggedSentence sentence : sentences) {
            for (String tag : sentence.iob2()) {
                if (!tag.equals(OUTSIDE)) {
                    types.add(tag.substring(2));
                }
            }
        }
        return types;
    }

    /** Ordinals of what may not be parted: documents where the file has several, else sentences. */
    int group(int sentence) {
        return documents() > 1 ? sentences.get(sentence).document() : sentence;
    }

    int documents() {
        return sentences.get(sentences.size() - 1).document() + 1;
    }

    private static TaggedSentence renamed(TaggedSentence sentence, Map<String, String> types) {
        List<String> tags =
                sentence.iob2().stream()
                        .map(
                                tag -> {
                                    String type = tag.equals(OUTSIDE) ? "" : tag.substring(2);
                                    String name = types.getOrDefault(type, type);
                                    return name.isEmpty() ? OUTSIDE : tag.substring(0, 2) + name;
                                })
                        .toList();
        return new TaggedSentence(
                sentence.tokens(), tags, sentence.separator(), sentence.document());
    }
}
