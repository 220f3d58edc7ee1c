package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.cli.finetune.Curve.Point;
import io.github.flinkbert.cli.picture.Svg;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * Diagrams over one axis of steps, one below the other, as an SVG that is readable on light and on
 * dark paper: it brings both, and whoever shows it chooses by the reader's preference.
 */
final class CurvesPicture {

    private static final int WIDTH = 760;
    private static final int PANEL = 200;
    private static final int LEFT = 64;
    private static final int RIGHT = 110;
    private static final int TOP = 34;
    private static final int BOTTOM = 26;
    private static final int MOST_POINTS = 320;
    private static final int LINE_HEIGHT = 14;

    private static final String STYLE =
            Svg.CHART_STYLE
                    + """
                    .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
                    .faint { fill: none; stroke: var(--c0); stroke-width: 1; opacity: .28; }
                    .s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); }
                    .s3 { stroke: var(--c3); } .t0 { fill: var(--c0); } .t1 { fill: var(--c1); }
                    .t2 { fill: var(--c2); } .t3 { fill: var(--c3); }
                    .best { fill: none; stroke: var(--ink); stroke-width: 2; }
                    """;

    private final List<Panel> panels;
    private final Scale steps;
    private final Svg svg;

    private CurvesPicture(List<Panel> panels, double lastStep, Svg svg) {
        this.panels = panels;
        this.steps = new Scale(0, Math.max(1, lastStep), LEFT, WIDTH - RIGHT);
        this.svg = svg;
    }

    /**
     * @param lastStep where the axis ends
     */
    static void write(Path file, String about, List<Panel> panels, double lastStep)
            throws IOException {
        int height = panels.size() * PANEL + LINE_HEIGHT;
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                Svg svg = new Svg(out, WIDTH, height, STYLE, about)) {
            svg.empty("rect", "class", "paper", "width", "100%", "height", "100%");
            new CurvesPicture(panels, lastStep, svg).draw();
        } catch (XMLStreamException e) {
            throw new IOException("the picture cannot be written: " + e.getMessage(), e);
        }
    }

    private void draw() throws XMLStreamException {
        for (int i = 0; i < panels.size(); i++) {
            draw(panels.get(i), i * PANEL);
        }
        svg.text(WIDTH - RIGHT + 28.0, panels.size() * PANEL - BOTTOM + 16.0, "y0", "steps");
    }

    private void draw(Panel panel, int top) throws XMLStreamException {
        double floor = top + PANEL - BOTTOM;
        Scale heights = Scale.over(panel.heights(), floor, top + TOP);
        svg.text(LEFT, top + 20.0, "title", panel.title());
        for (double tick : heights.ticks(4)) {
            String y = Svg.number(heights.at(tick));
            svg.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    Svg.number(LEFT),
                    "x2",
                    Svg.number(WIDTH - (double) RIGHT),
                    "y1",
                    y,
                    "y2",
                    y);
            svg.text(LEFT - 8.0, heights.at(tick) + 4, "y", Scale.label(tick));
        }
        for (double tick : steps.ticks(6)) {
            svg.text(steps.at(tick), floor + 16, "x", Scale.label(tick));
        }
        if (panel.background().isPresent()) {
            line(panel.background().get(), heights, "faint");
        }
        for (int i = 0; i < panel.curves().size(); i++) {
            line(panel.curves().get(i), heights, "line s" + i);
        }
        if (panel.best().isPresent()) {
            Point best = panel.best().get();
            svg.empty(
                    "circle",
                    "class",
                    "best",
                    "r",
                    "6",
                    "cx",
                    Svg.number(steps.at(best.x())),
                    "cy",
                    Svg.number(heights.at(best.y())));
        }
        names(panel.curves(), heights);
    }

    private void line(Curve curve, Scale heights, String styleClass) throws XMLStreamException {
        List<Point> points = curve.thinned(MOST_POINTS).points();
        if (points.size() == 1) {
            Point only = points.get(0);
            svg.empty(
                    "circle",
                    "class",
                    styleClass,
                    "r",
                    "2",
                    "cx",
                    Svg.number(steps.at(only.x())),
                    "cy",
                    Svg.number(heights.at(only.y())));
            return;
        }
        svg.empty(
                "polyline",
                "class",
                styleClass,
                "points",
                points.stream()
                        .map(p -> Svg.number(steps.at(p.x())) + "," + Svg.number(heights.at(p.y())))
                        .collect(Collectors.joining(" ")));
    }

    /** Each curve's name and last value at its end, moved apart where they would overlap. */
    private void names(List<Curve> curves, Scale heights) throws XMLStreamException {
        List<Integer> byHeight = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            if (!curves.get(i).points().isEmpty()) {
                byHeight.add(i);
            }
        }
        byHeight.sort(Comparator.comparingDouble(i -> heights.at(last(curves.get(i)).y())));
        double free = Double.NEGATIVE_INFINITY;
        for (int i : byHeight) {
            Point end = last(curves.get(i));
            double y = Math.max(heights.at(end.y()) + 4, free);
            free = y + LINE_HEIGHT;
            svg.text(
                    WIDTH - RIGHT + 8.0,
                    y,
                    "t" + i,
                    (curves.get(i).name() + " " + Scale.label(end.y())).strip());
        }
    }

    private static Point last(Curve curve) {
        return curve.points().get(curve.points().size() - 1);
    }
}
