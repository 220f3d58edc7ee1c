package io.github.flinkbert.flink.sql;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** Says what an operator of a cluster has to do where TensorFlow could not be loaded. */
@Internal
public final class NativeLoading {

    private static final String JARS =
            "tensorflow-core-api, tensorflow-core-native, ndarray, javacpp and protobuf-java";

    private NativeLoading() {}

    /** One sentence for the user, without a full stop. */
    public static String sentence(LinkageError error) {
        if (causes(error).anyMatch(NativeLoading::isOfAnotherLoader)) {
            return ("TensorFlow's native library was loaded by another class loader of this process"
                            + " before, and one only can load it: put the connector and TensorFlow"
                            + " into Flink's lib/, not into a job's jar or ADD JAR, and restart the"
                            + " task managers; found this one to be %s")
                    .formatted(NativeLoading.class.getClassLoader().getClass().getName());
        }
        Optional<String> absent = causes(error).flatMap(NativeLoading::absentClass).findFirst();
        if (absent.isPresent()) {
            return ("TensorFlow Java is not on Flink's class path, for there is no class %s: put"
                            + " the connector with TensorFlow into Flink's lib/, or %s beside the"
                            + " one without")
                    .formatted(absent.get(), JARS);
        }
        return ("TensorFlow's native library could not be loaded: %s; expected"
                        + " tensorflow-core-native for this machine (%s, %s) in Flink's lib/")
                .formatted(
                        causes(error).reduce((first, second) -> second).orElse(error).getMessage(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause);
    }

    /** By the words of {@code java.lang.ClassLoader}, for it has no exception of its own for it. */
    private static boolean isOfAnotherLoader(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("already loaded in another classloader");
    }

    private static Stream<String> absentClass(Throwable cause) {
        boolean absent =
                cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError;
        String name = String.valueOf(cause.getMessage()).replace('/', '.');
        boolean ofTensorFlow =
                Stream.of("org.tensorflow.", "org.bytedeco.", "com.google.protobuf.")
                        .anyMatch(name::startsWith);
        return absent && ofTensorFlow ? Stream.of(name) : Stream.empty();
    }
}
