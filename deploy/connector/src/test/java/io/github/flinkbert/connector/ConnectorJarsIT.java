package io.github.flinkbert.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What lies in the jars for {@code lib/}. */
class ConnectorJarsIT {

    private static final String SHADED = "io.github.flinkbert.shaded.";

    /** What is not ours to bring; progress bars are for terminals, which Flink's processes lack. */
    private static final List<String> BESIDE =
            List.of(
                    "java.",
                    "javax.",
                    "org.apache.flink.",
                    "org.slf4j.",
                    "org.tensorflow.",
                    "org.bytedeco.",
                    "com.google.protobuf.",
                    "me.tongfei.progressbar.",
                    // Marks of the source, which no class asks for when it runs.
                    "org.jspecify.annotations.",
                    // Fields of the Kafka job's records: a task knows its own, and SQL calls none.
                    "io.github.flinkbert.schemas.");

    @Test
    void bothHaveTheProviderItsServiceAndTheirLicences() throws Exception {
        for (Path jar :
                List.of(ConnectorJars.withoutTensorFlow(), ConnectorJars.withTensorFlow())) {
            assertThat(names(jar))
                    .contains(
                            "io/github/flinkbert/flink/sql/BertModelProviderFactory.class",
                            "io/github/flinkbert/flink/sql/function/BertModuleFactory.class",
                            "io/github/flinkbert/flink/sql/index/BertIndexTableFactory.class",
                            "io/github/flinkbert/shaded/lucene/util/hnsw/HnswGraphBuilder.class",
                            "META-INF/services/org.apache.flink.table.factories.Factory",
                            "META-INF/LICENSE",
                            "io/github/flinkbert/shaded/phonenumbers/data/PhoneNumberMetadataProto_KR",
                            "META-INF/NOTICE",
                            "langdetect-183.bin",
                            "io/github/flinkbert/shaded/opennlp/tools/langdetect/LanguageDetectorME.class",
                            "META-INF/licenses/LICENSE.icu4j",
                            "META-INF/licenses/LICENSE.jhdf",
                            "META-INF/licenses/LICENSE.protobuf",
                            "io/github/flinkbert/adapters/names.txt",
                            "io/github/flinkbert/adapters/entities-en/adapter_model.safetensors",
                            "io/github/flinkbert/adapters/answers-en/README.md")
                    .doesNotHaveDuplicates()
                    .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"))
                    .noneMatch(name -> name.startsWith("com/fasterxml/"))
                    .noneMatch(name -> name.startsWith("com/github/"))
                    .noneMatch(name -> name.startsWith("opennlp/"))
                    .noneMatch(name -> name.startsWith("org/apache/"));
        }
    }

    @Test
    void servicesOfLuceneGoByTheNamesThatItsClassesHaveHere() throws Exception {
        Path jar = ConnectorJars.withoutTensorFlow();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String service : List.of("Codec", "KnnVectorsFormat", "PostingsFormat")) {
                JarEntry entry =
                        file.getJarEntry(
                                "META-INF/services/" + SHADED + "lucene.codecs." + service);
                assertThat(entry).as(service).isNotNull();
                String named =
                        new String(
                                file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(named.lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                        .isNotEmpty()
                        .allSatisfy(
                                line ->
                                        assertThat(
                                                        file.getJarEntry(
                                                                line.strip().replace('.', '/')
                                                                        + ".class"))
                                                .isNotNull());
            }
        }
    }

    /** With nothing beside the jar but what logs: neither Flink nor other decoders. */
    @Test
    void hdf5IsReadByTheJarAlone() throws Exception {
        URL jar = ConnectorJars.withoutTensorFlow().toUri().toURL();
        URL logging = Logger.class.getProtectionDomain().getCodeSource().getLocation();
        Path file = Files.createTempDirectory("hdf5").resolve("weights.hdf5");
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {jar, logging}, ClassLoader.getPlatformClassLoader())) {
            Class<?> hdf = loader.loadClass(SHADED + "jhdf.HdfFile");
            try (AutoCloseable written =
                    (AutoCloseable) hdf.getMethod("write", Path.class).invoke(null, file)) {
                written.getClass()
                        .getMethod("putDataset", String.class, Object.class)
                        .invoke(written, "numbers", new float[] {1, 2});
            }
            try (AutoCloseable read =
                    (AutoCloseable) hdf.getConstructor(Path.class).newInstance(file)) {
                Object numbers =
                        hdf.getMethod("getDatasetByPath", String.class).invoke(read, "numbers");
                Class<?> dataset = loader.loadClass(SHADED + "jhdf.api.Dataset");
                assertThat(dataset.getMethod("getDataFlat").invoke(numbers))
                        .isEqualTo(new float[] {1, 2});
            }
        }
    }

    /** Its classes look for their data by the names that these have here. */
    @Test
    void sentencesAndLinesEndByTheDataInTheJar() throws Exception {
        URL jar = ConnectorJars.withoutTensorFlow().toUri().toURL();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
            assertThat(first(loader, "getSentenceInstance", "One. 今天很好。")).isEqualTo(5);
            assertThat(first(loader, "getLineInstance", "อากาศดีมาก")).isEqualTo(5);
        }
    }

    /** Its model is read without the names of classes that it has in it. */
    @Test
    void theLanguageOfATextIsToldByTheModelInTheJar() throws Exception {
        URL jar = ConnectorJars.withoutTensorFlow().toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, new OnlyLogging())) {
            Class<?> type = loader.loadClass("io.github.flinkbert.task.language.LanguageDetector");
            Object detector = type.getMethod("standard").invoke(null);
            assertThat(
                            type.getMethod("detect", String.class)
                                    .invoke(detector, "오늘은 날씨가 좋다.")
                                    .toString())
                    .contains("code=ko");
        }
    }

    /** What Flink brings: of this test's own classes only those of SLF4J. */
    private static final class OnlyLogging extends ClassLoader {

        private OnlyLogging() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith("org.slf4j.")) {
                throw new ClassNotFoundException(name);
            }
            return ConnectorJarsIT.class.getClassLoader().loadClass(name);
        }
    }

    /** Where the text is broken first. */
    private static Object first(ClassLoader loader, String kind, String text) throws Exception {
        Class<?> breaks = loader.loadClass(SHADED + "icu.text.BreakIterator");
        Class<?> locale = loader.loadClass(SHADED + "icu.util.ULocale");
        Object iterator =
                breaks.getMethod(kind, locale).invoke(null, locale.getField("ROOT").get(null));
        breaks.getMethod("setText", String.class).invoke(iterator, text);
        return breaks.getMethod("next").invoke(iterator);
    }

    @Test
    void onlyOneHasTensorFlowUnderItsOwnNames() throws Exception {
        assertThat(names(ConnectorJars.withoutTensorFlow()))
                .noneMatch(name -> name.startsWith("org/"))
                .noneMatch(name -> name.startsWith("com/"));
        assertThat(names(ConnectorJars.withTensorFlow()))
                .contains(
                        "org/tensorflow/Graph.class",
                        "org/tensorflow/ndarray/Shape.class",
                        "org/bytedeco/javacpp/Loader.class",
                        "com/google/protobuf/Message.class")
                .anyMatch(name -> name.matches("org/tensorflow/internal/.*tensorflow_cc.*"));
    }

    @Test
    void nothingThatOurClassesUseIsMissing() throws Exception {
        Path jar = ConnectorJars.withoutTensorFlow();
        Set<String> inside =
                names(jar).stream()
                        .map(name -> name.replace('/', '.').replaceAll("\\.class$", ""))
                        .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JavaClass type : new ClassFileImporter().importJar(file)) {
                if (!type.getName().startsWith(SHADED)) {
                    type.getDirectDependenciesFromSelf().stream()
                            .map(used -> used.getTargetClass().getBaseComponentType().getName())
                            .filter(used -> BESIDE.stream().noneMatch(used::startsWith))
                            .filter(used -> used.contains(".") && !inside.contains(used))
                            .forEach(missing::add);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static List<String> names(Path jar) throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }
}
