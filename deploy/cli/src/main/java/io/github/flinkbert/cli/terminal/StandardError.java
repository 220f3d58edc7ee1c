package io.github.flinkbert.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/**
 * Java's own way to standard error. The launcher has native code's notes filtered, and hands the
 * unfiltered descriptor over by its number, in the system property {@code flinkbert.stderr}.
 */
@Internal
public final class StandardError {

    private StandardError() {}

    /** Before anything is logged: loggers and progress bars keep the stream that they find. */
    public static void redirect() {
        Integer number = Integer.getInteger("flinkbert.stderr");
        if (number == null) {
            return;
        }
        try {
            // Opening /dev/fd/3 instead would begin a file anew that others write to as well.
            Constructor<FileDescriptor> ofNumber =
                    FileDescriptor.class.getDeclaredConstructor(int.class);
            ofNumber.setAccessible(true);
            System.setErr(
                    new PrintStream(
                            new FileOutputStream(ofNumber.newInstance(number)),
                            true,
                            StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another Java: the filtered descriptor does, too.
        }
    }
}
