package io.github.flinkbert.cli.quantize;

import io.github.flinkbert.cli.picture.Svg;
import io.github.flinkbert.quantization.QuantizedLayer;
import io.github.flinkbert.quantization.QuantizedLayers;
import io.github.flinkbert.quantization.QuantizedProduct;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** A bar for each product of each layer: its error in 8 bits, on light and on dark paper. */
final class ErrorPicture {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 56;
    private static final int BOTTOM = 40;

    private static final String STYLE =
            Svg.CHART_STYLE
                    + """
                    .budget { stroke: var(--ink); stroke-dasharray: 4 4; }
                    .b0 { fill: var(--c0); } .b1 { fill: var(--c1); } .b2 { fill: var(--c2); }
                    .b3 { fill: var(--c3); } .left { opacity: .4; }
                    """;

    private final QuantizedLayers layers;
    private final double most;
    private final Svg svg;

    private ErrorPicture(QuantizedLayers layers, double most, Svg svg) {
        this.layers = layers;
        this.most = most;
        this.svg = svg;
    }

    /**
     * @param budget the error above which a product was left as it was
     */
    static void write(Path file, String model, QuantizedLayers layers, double budget)
            throws IOException {
        double largest =
                layers.layers().stream()
                        .flatMap(layer -> layer.products().stream())
                        .mapToDouble(QuantizedProduct::error)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(budget);
        double most = Math.max(largest, 1e-6) * 1.05;
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                Svg svg =
                        new Svg(
                                out,
                                WIDTH,
                                HEIGHT,
                                STYLE,
                                "Error of each product of " + model + " in 8 bits, by layer")) {
            new ErrorPicture(layers, most, svg).draw(budget);
        } catch (XMLStreamException e) {
            throw new IOException("%s cannot be drawn".formatted(file), e);
        }
    }

    private void draw(double budget) throws XMLStreamException {
        svg.empty("rect", "class", "paper", "width", "100%", "height", "100%");
        svg.text(LEFT, 20, "title", "Error of each product in 8 bits, by layer");
        List<String> names = QuantizedLayer.PRODUCTS;
        for (int i = 0; i < names.size(); i++) {
            double x = LEFT + i * 165.0;
            rectangle("b" + i, x, 32, 10, 10);
            svg.text(x + 15, 41, "name", names.get(i));
        }
        for (int i = 0; i <= 4; i++) {
            double value = most * i / 4;
            line("grid", value);
            svg.text(LEFT - 8.0, y(value) + 4, "y", String.format(Locale.ROOT, "%.3f", value));
        }
        if (budget <= most) {
            line("budget", budget);
        }
        int count = layers.layers().size();
        double group = (double) (WIDTH - LEFT - RIGHT) / count;
        double bar = group * 0.8 / names.size();
        for (int layer = 0; layer < count; layer++) {
            List<QuantizedProduct> products = layers.layer(layer).products();
            for (int product = 0; product < products.size(); product++) {
                QuantizedProduct own = products.get(product);
                double value = Double.isFinite(own.error()) ? Math.min(own.error(), most) : most;
                String styleClass =
                        "b" + product + (own instanceof QuantizedProduct.Whole ? " left" : "");
                rectangle(
                        styleClass,
                        LEFT + layer * group + group * 0.1 + product * bar,
                        y(value),
                        bar * 0.9,
                        y(0) - y(value));
            }
            svg.text(LEFT + (layer + 0.5) * group, HEIGHT - 20.0, "x", String.valueOf(layer));
        }
    }

    private void rectangle(String styleClass, double x, double y, double width, double height)
            throws XMLStreamException {
        svg.empty(
                "rect",
                "class",
                styleClass,
                "x",
                Svg.number(x),
                "y",
                Svg.number(y),
                "width",
                Svg.number(width),
                "height",
                Svg.number(height));
    }

    private void line(String styleClass, double value) throws XMLStreamException {
        svg.empty(
                "line",
                "class",
                styleClass,
                "x1",
                Svg.number(LEFT),
                "x2",
                Svg.number(WIDTH - RIGHT),
                "y1",
                Svg.number(y(value)),
                "y2",
                Svg.number(y(value)));
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
    }
}
