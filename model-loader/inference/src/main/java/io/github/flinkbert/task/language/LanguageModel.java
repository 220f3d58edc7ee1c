package io.github.flinkbert.task.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import opennlp.tools.langdetect.LanguageDetectorFactory;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.GenericModelReader;
import opennlp.tools.util.ext.ExtensionLoader;

/** Apache OpenNLP's {@code langdetect-183}, trained on the Leipzig corpora, from the class path. */
final class LanguageModel {

    private static final String FILE = "/langdetect-183.bin";
    private static final String ENTRY = "langdetect.model";

    private LanguageModel() {}

    /**
     * Not by the library's own reader: that looks for the class that the file names, which has
     * another name where the library is relocated.
     */
    static LanguageDetectorME load() {
        // Nor does the library make one of its own classes where these have another name.
        ExtensionLoader.registerAllowedPackage(LanguageDetectorFactory.class.getPackageName());
        try (InputStream file = LanguageModel.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(
                        "the model %s is not on the class path, expected opennlp-models-langdetect beside flink-bert"
                                .formatted(FILE));
            }
            return new LanguageDetectorME(
                    new LanguageDetectorModel(
                            new GenericModelReader(new BinaryFileDataReader(entry(file)))
                                    .getModel(),
                            Map.of(),
                            new LanguageDetectorFactory()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream entry(InputStream file) throws IOException {
        ZipInputStream zip = new ZipInputStream(file);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(ENTRY)) {
                return zip;
            }
        }
        throw new IOException("%s has no entry %s".formatted(FILE, ENTRY));
    }
}
