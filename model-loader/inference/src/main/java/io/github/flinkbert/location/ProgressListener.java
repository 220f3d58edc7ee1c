package io.github.flinkbert.location;

import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Hears how far long work on files has come. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * @param what what is being done, for people
     * @param totalBytes its size, or -1 where it is not known
     */
    Work begin(String what, long totalBytes);

    /** A piece of work under way; closed when it is done or given up. */
    interface Work extends AutoCloseable {
        void advance(long bytes);

        @Override
        void close();
    }

    /** Tells nobody: what a library does unless it is asked. */
    static ProgressListener silent() {
        return (what, total) ->
                new Work() {
                    @Override
                    public void advance(long bytes) {}

                    @Override
                    public void close() {}
                };
    }

    /** A progress bar on standard error where this process has a terminal; silent elsewhere. */
    static ProgressListener onTerminal() {
        return isOnTerminal() ? bar() : silent();
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isOnTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** A progress bar on standard error, for who knows that somebody watches it. */
    static ProgressListener bar() {
        return (what, total) -> {
            ProgressBar bar =
                    new ProgressBarBuilder()
                            .setTaskName(what)
                            .setInitialMax(total)
                            .setUnit(" MB", 1_000_000)
                            .setStyle(ProgressBarStyle.ASCII)
                            .build();
            return new Work() {
                @Override
                public void advance(long bytes) {
                    bar.stepBy(bytes);
                }

                @Override
                public void close() {
                    bar.close();
                }
            };
        };
    }
}
