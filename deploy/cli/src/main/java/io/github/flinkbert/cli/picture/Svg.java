package io.github.flinkbert.cli.picture;

import java.io.Writer;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.flink.annotation.Internal;

/** Writes the few elements of Scalable Vector Graphics 1.1 that a diagram needs. */
@Internal
public final class Svg implements AutoCloseable {

    /** What charts share: four colours, on light and on dark paper, titles, axes and the grid. */
    public static final String CHART_STYLE =
            """

            svg { --paper: #ffffff; --ink: #1f2328; --quiet: #59636e; --grid: #e4e8ec;
              --c0: #0a58ca; --c1: #b3541e; --c2: #1a7f4b; --c3: #8250df; }
            @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3;
              --quiet: #9198a1; --grid: #262c34; --c0: #6cb0ff; --c1: #f0a35e; --c2: #5fd38d;
              --c3: #c297ff; } }
            text { font: 12px system-ui, sans-serif; fill: var(--quiet); }
            .title { font-weight: 600; font-size: 13px; fill: var(--ink); }
            .y { text-anchor: end; } .x { text-anchor: middle; }
            .paper { fill: var(--paper); } .grid { stroke: var(--grid); }
            """;

    private final XMLStreamWriter xml;

    /**
     * @param about what the picture shows, for those who do not see it
     */
    public Svg(Writer out, int width, int height, String style, String about)
            throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        attributes("role", "img", "viewBox", "0 0 %d %d".formatted(width, height));
        attributes("width", String.valueOf(width), "height", String.valueOf(height));
        element("title", about);
        element("style", style);
    }

    /**
     * @param attributes names and values in turns
     */
    public void empty(String name, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        attributes(attributes);
        xml.writeCharacters("\n");
    }

    public void text(double x, double y, String styleClass, String words)
            throws XMLStreamException {
        xml.writeStartElement("text");
        attributes("x", number(x), "y", number(y), "class", styleClass);
        xml.writeCharacters(words);
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    /** Words that run down to the right, below a column. */
    public void turned(double x, double y, String words) throws XMLStreamException {
        xml.writeStartElement("text");
        attributes("transform", "translate(%s %s) rotate(60)".formatted(number(x), number(y)));
        xml.writeCharacters(words);
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void element(String name, String content) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(content);
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void attributes(String... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            xml.writeAttribute(pairs[i], pairs[i + 1]);
        }
    }

    /** A tenth of a pixel is enough. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public void close() throws XMLStreamException {
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.close();
    }
}
