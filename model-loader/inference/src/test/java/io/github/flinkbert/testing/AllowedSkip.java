package io.github.flinkbert.testing;

import org.opentest4j.TestAbortedException;

/**
 * What may be absent from a machine so that a test is skipped even where {@code CI=true}: the whole
 * list. Any other skipped test fails there ({@link NoSilentSkips}). A reason belongs here only if
 * the project cannot bring the absent thing with it: of data, for instance, it has a fixture.
 */
public enum AllowedSkip {

    /** A browser is a program of the machine's; the build downloads none. */
    NO_BROWSER("no Chromium"),

    /** Node.js runs the tests' PostgreSQL with pgvector, and npm fetches it. */
    NO_NODE("no Node.js with npm"),

    /** An accelerator is hardware; what is asked of the processor is tested everywhere. */
    NO_ACCELERATOR("no accelerator"),

    /** Instructions are the processor's; all but the 8-bit products is tested everywhere. */
    NO_VNNI("no 8-bit products on this processor"),

    /**
     * TensorFlow has its oneDNN kernels, and the operating system tells resident memory, on Linux
     * on x86 only.
     */
    OTHER_PLATFORM("not Linux on x86-64");

    private final String reason;

    AllowedSkip(String reason) {
        this.reason = reason;
    }

    /**
     * Goes on if {@code present}, else skips the test.
     *
     * @param detail what is not tested then, or how to have it tested
     */
    public void unless(boolean present, String detail) {
        if (!present) {
            throw new Skipped(reason + ": " + detail);
        }
    }

    static boolean allows(Throwable abortion) {
        return abortion instanceof Skipped;
    }

    private static final class Skipped extends TestAbortedException {
        private static final long serialVersionUID = 1L;

        Skipped(String message) {
            super(message);
        }
    }
}
