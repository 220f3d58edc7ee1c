package io.github.flinkbert.flink.wire;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Making formats, and the version byte that each value begins with. */
final class WireFormats {

    /** The package of formats in savepoints of version 0.1. */
    private static final String FORMER_PACKAGE = "io.github.flinkbert.flink.wire.";

    /** Formats that have other names in savepoints of version 0.1. */
    private static final Map<String, Class<?>> BY_FORMER_NAME =
            Map.of(
                    FORMER_PACKAGE + "InquiryFormat", EnrichmentInputFormat.class,
                    FORMER_PACKAGE + "RefusedFormat", RejectedFormat.class,
                    FORMER_PACKAGE + "RefusedRecordFormat", RejectedRecordFormat.class);

    private WireFormats() {}

    static <F> F newInstance(Class<F> formatClass) {
        try {
            return formatClass.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "%s needs a public constructor without parameters"
                            .formatted(formatClass.getName()),
                    e);
        }
    }

    /** A format by its name in a savepoint, which may be a name that it had before. */
    static <F> Class<? extends F> find(String name, Class<F> kind, ClassLoader classes)
            throws IOException {
        Class<?> renamed = BY_FORMER_NAME.get(name);
        if (renamed != null) {
            return renamed.asSubclass(kind);
        }
        try {
            return Class.forName(name, false, classes).asSubclass(kind);
        } catch (ClassNotFoundException e) {
            throw new IOException("the savepoint needs the class " + name, e);
        }
    }

    static void writeVersion(int version, DataOutputView out) throws IOException {
        out.writeByte(version);
    }

    /** The layout that follows; refuses what a later version of the job wrote. */
    static int readVersion(int newest, String what, DataInputView in) throws IOException {
        int version = in.readUnsignedByte();
        if (version < 1 || version > newest) {
            throw new IOException(
                    "%s of layout %d found in the state, this version of the job reads up to %d"
                            .formatted(what, version, newest));
        }
        return version;
    }
}
