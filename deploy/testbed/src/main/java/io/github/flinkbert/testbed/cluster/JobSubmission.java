package io.github.flinkbert.testbed.cluster;

import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code flink run -d} of the Kafka job, as a user of any cluster does it. */
final class JobSubmission {

    private static final String MAIN = "io.github.flinkbert.flink.KafkaEnrichmentJob";
    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern CAUSE =
            Pattern.compile(
                    "(?:Caused by: )?[\\w.$]+Exception: (.+(?:\n"
                            + "(?!\\s+at |Caused by|\\s+\\.\\.\\.).+)*)");

    private final Commands commands;
    private final ClusterFolder folder;

    JobSubmission(Commands commands, ClusterFolder folder) {
        this.commands = commands;
        this.folder = folder;
    }

    /**
     * @return the job's id
     * @throws UserException with the innermost reason, if Flink refuses the job
     */
    String run(Path jar, List<String> options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", "-d", "-c", MAIN, jar.toString()));
        arguments.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(commands.client(arguments))
                        .directory(folder.root().toFile())
                        .redirectErrorStream(true);
        builder.environment().putAll(commands.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher job = JOB.matcher(said);
        if (process.waitFor() == 0 && job.find()) {
            return job.group(1);
        }
        throw new UserException("Flink did not take the job: " + reason(said));
    }

    private static String reason(String said) {
        String reason = said.strip();
        Matcher causes = CAUSE.matcher(said);
        while (causes.find()) {
            reason = causes.group(1);
        }
        return reason;
    }
}
