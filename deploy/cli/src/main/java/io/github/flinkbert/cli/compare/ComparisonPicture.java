package io.github.flinkbert.cli.compare;

import io.github.flinkbert.cli.picture.Svg;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/**
 * A block a model: a square for each two sentences, the darker the nearer the word's two vectors,
 * and beside them what is nearest to the word in each sentence.
 */
final class ComparisonPicture {

    private static final int WIDTH = 860;
    private static final int CELL = 34;
    private static final int LEFT = 24;
    private static final int TITLE = 48;
    private static final int GAP = 26;

    private static final String STYLE =
            Svg.CHART_STYLE
                    + """
                    .cell { fill: var(--c0); } .word { fill: var(--ink); }
                    .number { text-anchor: middle; fill: var(--ink); font-size: 11px; }
                    """;

    private final Svg svg;

    private ComparisonPicture(Svg svg) {
        this.svg = svg;
    }

    static void write(Path file, String word, List<Comparison> comparisons) throws IOException {
        int height = TITLE;
        for (Comparison each : comparisons) {
            height += GAP + 20 + CELL * each.uses().size();
        }
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                Svg svg =
                        new Svg(
                                out,
                                WIDTH,
                                height,
                                STYLE,
                                "The word " + word + " in several sentences, under each encoder")) {
            new ComparisonPicture(svg).draw(word, comparisons);
        } catch (XMLStreamException e) {
            throw new IOException("%s cannot be drawn".formatted(file), e);
        }
    }

    private void draw(String word, List<Comparison> comparisons) throws XMLStreamException {
        svg.empty("rect", "class", "paper", "width", "100%", "height", "100%");
        svg.text(LEFT, 24, "title", word + ": how near its vectors of two sentences are (cosine)");
        double top = TITLE;
        for (Comparison each : comparisons) {
            svg.text(LEFT, top + 12, "title", "%s (%s)".formatted(each.model(), each.family()));
            block(each, top + 20);
            top += GAP + 20 + CELL * each.uses().size();
        }
    }

    private void block(Comparison comparison, double top) throws XMLStreamException {
        int count = comparison.uses().size();
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < count; column++) {
                cell(comparison.cosines().get(row).get(column), row, column, top);
            }
            UseView view = comparison.uses().get(row);
            double x = LEFT + CELL * (count + 0.5);
            double y = top + CELL * row;
            svg.text(x, y + 14, "word", ComparisonText.marked(view.use()));
            List<UseView.Scored> near = view.neighbours();
            svg.text(
                    x,
                    y + 28,
                    "near",
                    String.join(", ", near.stream().map(UseView.Scored::word).toList()));
        }
    }

    private void cell(double cosine, int row, int column, double top) throws XMLStreamException {
        svg.empty(
                "rect",
                "class",
                "cell",
                "x",
                Svg.number(LEFT + CELL * column),
                "y",
                Svg.number(top + CELL * row),
                "width",
                Svg.number(CELL - 2),
                "height",
                Svg.number(CELL - 2),
                "opacity",
                String.format(Locale.ROOT, "%.2f", Math.max(0.04, Math.min(1, cosine)) * 0.8));
        svg.text(
                LEFT + CELL * column + CELL / 2.0 - 1,
                top + CELL * row + CELL / 2.0 + 3,
                "number",
                String.format(Locale.ROOT, "%.2f", cosine));
    }
}
