package io.github.flinkbert.cli.finetune.labels;

import io.github.flinkbert.cli.picture.Svg;
import io.github.flinkbert.training.labels.Confusion;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;

/**
 * Which labels were taken for which, as an SVG for light and for dark paper: a row for each label
 * that texts have, a column for each that they were given, in a cell the share of the row's texts.
 * Of many labels those are drawn whose texts were most often given others.
 */
final class ConfusionPicture {

    private static final int MOST = 30;
    private static final int CELL = 24;
    private static final int LETTER = 7;
    private static final int MARGIN = 16;
    private static final int TOP = 44;

    /** A share below it is not written into its cell. */
    private static final double WORTH_A_NUMBER = 0.005;

    /** From it on, a number stands on a dark cell. */
    private static final double DARK = 0.55;

    private static final String STYLE =
            """

            svg { --paper: #ffffff; --ink: #1f2328; --quiet: #59636e; --grid: #e4e8ec;
              --full: #0a58ca; --on: #ffffff; }
            @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3;
              --quiet: #9198a1; --grid: #262c34; --full: #6cb0ff; --on: #0d1117; } }
            text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
            .title { font-weight: 600; font-size: 13px; fill: var(--ink); }
            .y { text-anchor: end; } .n { text-anchor: middle; font-size: 9px; fill: var(--ink); }
            .d { text-anchor: middle; font-size: 9px; fill: var(--on); }
            .paper { fill: var(--paper); } .cell { fill: var(--full); }
            .frame { fill: none; stroke: var(--grid); }
            """;

    private final Confusion confusion;
    private final List<Integer> shown;
    private final Svg svg;
    private final int left;

    private ConfusionPicture(Confusion confusion, List<Integer> shown, Svg svg, int left) {
        this.confusion = confusion;
        this.shown = shown;
        this.svg = svg;
        this.left = left;
    }

    static void write(Path file, Confusion confusion) throws IOException {
        List<Integer> shown = shown(confusion);
        int letters =
                shown.stream()
                        .mapToInt(label -> confusion.labels().get(label).length())
                        .max()
                        .orElse(0);
        int left = MARGIN + letters * LETTER;
        int side = shown.size() * CELL;
        int width = Math.max(360, left + side + letters * LETTER / 2 + MARGIN);
        int height = TOP + side + letters * LETTER + MARGIN;
        String about = "Which labels were taken for which, on development data";
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                Svg svg = new Svg(out, width, height, STYLE, about)) {
            svg.empty("rect", "class", "paper", "width", "100%", "height", "100%");
            new ConfusionPicture(confusion, shown, svg, left).draw();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** In the order of the labels. */
    private static List<Integer> shown(Confusion confusion) {
        return IntStream.range(0, confusion.labels().size())
                .boxed()
                .sorted(Comparator.comparing((Integer label) -> -others(confusion, label)))
                .limit(MOST)
                .sorted()
                .toList();
    }

    /** How often texts of a label were given others, and others' texts it. */
    private static int others(Confusion confusion, int label) {
        int sum = 0;
        for (int other = 0; other < confusion.labels().size(); other++) {
            if (other != label) {
                sum += confusion.counts().get(label).get(other);
                sum += confusion.counts().get(other).get(label);
            }
        }
        return sum;
    }

    private void draw() throws XMLStreamException {
        int all = confusion.labels().size();
        svg.text(MARGIN, 18, "title", "Rows: the text's label; columns: the label given");
        svg.text(
                MARGIN,
                34,
                "note",
                all > shown.size()
                        ? "per cent of a row's texts; of %d labels the %d that are most confused"
                                .formatted(all, shown.size())
                        : "per cent of a row's texts");
        for (int row = 0; row < shown.size(); row++) {
            row(row);
        }
        for (int column = 0; column < shown.size(); column++) {
            double x = left + column * (double) CELL + CELL / 2.0 + 4;
            double y = TOP + shown.size() * (double) CELL + 10;
            svg.turned(x, y, confusion.labels().get(shown.get(column)));
        }
        svg.empty(
                "rect",
                "class",
                "frame",
                "x",
                Svg.number(left),
                "y",
                Svg.number(TOP),
                "width",
                Svg.number(shown.size() * (double) CELL),
                "height",
                Svg.number(shown.size() * (double) CELL));
    }

    private void row(int row) throws XMLStreamException {
        int label = shown.get(row);
        double y = TOP + row * (double) CELL;
        svg.text(left - 6.0, y + CELL / 2.0 + 4, "y", confusion.labels().get(label));
        List<Integer> counts = confusion.counts().get(label);
        int sum = counts.stream().mapToInt(Integer::intValue).sum();
        for (int column = 0; column < shown.size(); column++) {
            double share = sum == 0 ? 0 : (double) counts.get(shown.get(column)) / sum;
            if (share < WORTH_A_NUMBER) {
                continue;
            }
            double x = left + column * (double) CELL;
            svg.empty(
                    "rect",
                    "class",
                    "cell",
                    "x",
                    Svg.number(x),
                    "y",
                    Svg.number(y),
                    "width",
                    Svg.number(CELL),
                    "height",
                    Svg.number(CELL),
                    "opacity",
                    String.format(Locale.ROOT, "%.2f", share));
            svg.text(
                    x + CELL / 2.0,
                    y + CELL / 2.0 + 3,
                    share >= DARK ? "d" : "n",
                    String.valueOf(Math.round(100 * share)));
        }
    }
}
