package io.github.flinkbert.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** SentencePiece's compiled normalisation, made of rules: a double array as darts-clone has it. */
public final class CharsMapMiniature {

    private static final class Node {
        final Map<Integer, Node> children = new TreeMap<>();
        int value = -1;
    }

    private final BitSet taken = new BitSet();
    private final BitSet bases = new BitSet();
    private int[] units = new int[1 << 10];
    private int searchFrom = 1;

    private CharsMapMiniature() {}

    /**
     * Much as SentencePiece's {@code nmt_nfkc}: NFKC of the basic plane, two letters with a mark,
     * spaces of all kinds, and controls, of which nothing is left.
     */
    public static Map<String, String> rules() {
        Map<String, String> rules = new TreeMap<>();
        for (int c = 1; c < 0x10000; c++) {
            String text = Character.toString(c);
            boolean space = Character.isSpaceChar(c) || (c >= 9 && c <= 13);
            if (space && c != ' ') {
                rules.put(text, " ");
            } else if (Character.getType(c) == Character.CONTROL || c == 0xAD) {
                rules.put(text, "");
            } else if (!Character.isSurrogate((char) c)) {
                String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
                if (!normal.equals(text)) {
                    rules.put(text, normal);
                }
            }
        }
        for (int c = 'A'; c < 0x180; c++) {
            for (int mark : new int[] {0x301, 0x323, 0x308}) {
                String text = Character.toString(c) + Character.toString(mark);
                String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
                if (!normal.equals(text) && Character.isLetter(c)) {
                    rules.put(text, normal);
                }
            }
        }
        rules.put("\r\n", "\u2028");
        rules.put("a\u3099", "three for two");
        return rules;
    }

    public static byte[] compile(Map<String, String> rules) {
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        Node root = new Node();
        rules.forEach(
                (from, to) -> {
                    Node node = root;
                    for (byte b : from.getBytes(StandardCharsets.UTF_8)) {
                        node = node.children.computeIfAbsent(b & 0xFF, key -> new Node());
                    }
                    node.value = texts.size();
                    texts.writeBytes(to.getBytes(StandardCharsets.UTF_8));
                    texts.write(0);
                });
        int[] units = new CharsMapMiniature().layOut(root);
        ByteBuffer bytes =
                ByteBuffer.allocate(4 + 4 * units.length + texts.size())
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(4 * units.length);
        for (int unit : units) {
            bytes.putInt(unit);
        }
        bytes.put(texts.toByteArray());
        return bytes.array();
    }

    private record Placed(Node node, int at, int label) {}

    private int[] layOut(Node root) {
        taken.set(0);
        Deque<Placed> waiting = new ArrayDeque<>();
        waiting.add(new Placed(root, 0, 0));
        while (!waiting.isEmpty()) {
            Placed placed = waiting.remove();
            int base = base(placed.node());
            boolean ends = placed.node().value >= 0;
            unit(placed.at(), placed.label() | (ends ? 1 << 8 : 0) | (placed.at() ^ base) << 10);
            if (ends) {
                unit(base, Integer.MIN_VALUE | placed.node().value);
            }
            placed.node()
                    .children
                    .forEach((label, child) -> waiting.add(new Placed(child, base ^ label, label)));
        }
        int size = (taken.length() + 255) / 256 * 256;
        return Arrays.copyOf(units, size);
    }

    private void unit(int at, int value) {
        if (at >= units.length) {
            units = Arrays.copyOf(units, 2 * at);
        }
        units[at] = value;
    }

    private int base(Node node) {
        for (int base = searchFrom; ; base++) {
            if (bases.get(base) || (node.value >= 0 && taken.get(base))) {
                continue;
            }
            int candidate = base;
            if (node.children.keySet().stream().noneMatch(label -> taken.get(candidate ^ label))) {
                bases.set(base);
                if (node.value >= 0) {
                    taken.set(base);
                }
                node.children.keySet().forEach(label -> taken.set(candidate ^ label));
                searchFrom = Math.max(searchFrom, base - 600);
                return base;
            }
        }
    }
}
