package io.github.flinkbert.cli.finetune.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.training.labels.Confusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class ConfusionPictureTest {

    @TempDir private Path folder;

    private Document draw(Confusion confusion) throws Exception {
        Path file = folder.resolve("confusion.svg");
        ConfusionPicture.write(file, confusion);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> texts(Document picture, String styleClass) {
        List<String> texts = new ArrayList<>();
        NodeList all = picture.getElementsByTagName("text");
        for (int i = 0; i < all.getLength(); i++) {
            Element text = (Element) all.item(i);
            if (text.getAttribute("class").equals(styleClass)) {
                texts.add(text.getTextContent());
            }
        }
        return texts;
    }

    @Test
    void aRowIsAPartOfItsTexts() throws Exception {
        Document picture =
                draw(
                        new Confusion(
                                List.of("a & b", "c", "never"),
                                List.of(List.of(3, 1, 0), List.of(0, 5, 0), List.of(0, 0, 0))));
        assertThat(texts(picture, "y")).containsExactly("a & b", "c", "never");
        assertThat(texts(picture, "d")).containsExactly("75", "100");
        assertThat(texts(picture, "n")).containsExactly("25");
        assertThat(texts(picture, "note")).containsExactly("per cent of a row's texts");
    }

    @Test
    void ofManyLabelsTheMostConfusedAreDrawn() throws Exception {
        List<String> labels = new ArrayList<>();
        List<List<Integer>> counts = new ArrayList<>();
        for (int label = 0; label < 151; label++) {
            labels.add("label " + label);
            List<Integer> row = new ArrayList<>(Collections.nCopies(151, 0));
            row.set(label, 10);
            // The higher, the more often taken for the first.
            row.set(0, row.get(0) + label);
            counts.add(row);
        }
        Document picture = draw(new Confusion(labels, counts));
        assertThat(texts(picture, "y")).hasSize(30).startsWith("label 0").endsWith("label 150");
        assertThat(texts(picture, "note"))
                .containsExactly(
                        "per cent of a row's texts; of 151 labels the 30 that are most confused");
    }

    @Test
    void readersOnDarkPaperHaveTheirColours() throws IOException {
        ConfusionPicture.write(
                folder.resolve("c.svg"), new Confusion(List.of("a"), List.of(List.of(1))));
        assertThat(Files.readString(folder.resolve("c.svg")))
                .contains("prefers-color-scheme: dark", "role=\"img\"");
    }
}
