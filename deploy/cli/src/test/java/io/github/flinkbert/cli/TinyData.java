package io.github.flinkbert.cli;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A BERT of random weights and ten sentences that it can learn by heart. */
public final class TinyData {

    static final String SENTENCES =
            """
            Ann B-PER
            was O
            in O
            Bonn B-LOC

            Uli B-PER
            Orr I-PER
            is O
            to O
            go O

            the O
            end O
            of O
            Oslo B-LOC

            K9 B-ORG
            is O
            on O

            in O
            Rome B-LOC
            and O
            Lima B-LOC

            Bob B-PER
            , O
            Eve B-PER
            and O
            Al B-PER
            . O

            A.B. B-ORG
            was O
            the O
            end O

            it O
            is O
            er O

            Max B-PER
            Ray I-PER
            to O
            X.Y. B-ORG

            on O
            and O
            on O
            in O
            Kiel B-LOC
            """;

    private TinyData() {}

    public static Path sentences(Path folder) throws IOException {
        return Files.writeString(folder.resolve("train.conll"), SENTENCES);
    }

    public static Path checkpoint(Path folder) throws IOException {
        return MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3)
                .writeTo(folder.resolve("tiny"));
    }

    /** Questions whose answer is the name in the text. */
    public static Path questions(Path folder) throws IOException {
        List<String> names = List.of("Ann", "Bob", "Eve", "Uli", "Max", "Orr");
        StringBuilder articles = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            articles.append(i == 0 ? "" : ",")
                    .append(
                            """
                            {"title":"%1$d","paragraphs":[{"context":"the end was %2$s and on",
                            "qas":[{"id":"%1$d","question":"who","answers":[
                            {"text":"%2$s","answer_start":12}]}]}]}\
                            """
                                    .formatted(i, names.get(i)));
        }
        return Files.writeString(
                folder.resolve("train.json"), "{\"version\":\"1.1\",\"data\":[" + articles + "]}");
    }
}
