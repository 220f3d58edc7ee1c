package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeLoadingTest {

    @Test
    void aMissingClassOfTensorFlowNamesTheJarsToAdd() {
        LinkageError error =
                (LinkageError)
                        new NoClassDefFoundError("org/tensorflow/Graph")
                                .initCause(new ClassNotFoundException("org.tensorflow.Graph"));

        assertThat(NativeLoading.sentence(error))
                .isEqualTo(
                        "TensorFlow Java is not on Flink's class path, for there is no class"
                                + " org.tensorflow.Graph: put the connector with TensorFlow into"
                                + " Flink's lib/, or tensorflow-core-api, tensorflow-core-native,"
                                + " ndarray, javacpp and protobuf-java beside the one without");
    }

    @Test
    void aLibraryOfAnotherClassLoaderSaysWhereToPutIt() {
        LinkageError error =
                new ExceptionInInitializerError(
                        new UnsatisfiedLinkError(
                                "Native Library /tmp/libtensorflow.so already loaded in another"
                                        + " classloader"));

        assertThat(NativeLoading.sentence(error))
                .startsWith("TensorFlow's native library was loaded by another class loader")
                .contains("into Flink's lib/, not into a job's jar or ADD JAR");
    }

    @Test
    void aLibraryThatIsNotThereForThisMachineNamesTheMachine() {
        assertThat(
                        NativeLoading.sentence(
                                new UnsatisfiedLinkError("no jnitensorflow in java.library.path")))
                .contains("no jnitensorflow in java.library.path")
                .contains(System.getProperty("os.arch"));
    }
}
