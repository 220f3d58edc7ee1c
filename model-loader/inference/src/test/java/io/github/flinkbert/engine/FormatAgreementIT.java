package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.encoder.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Processes that start on a busy machine choose what this one chooses. */
class FormatAgreementIT {

    private static final int PROCESSES = 8;
    private static final int AT_ONCE = 4;

    @Test
    void processesAgreeOnTheirFormatHoweverBusyTheMachineIs() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        String chosen = Devices.best(Placement.CPU, processors).name();
        AtomicBoolean done = new AtomicBoolean();
        for (int i = 0; i < 2 * processors; i++) {
            Thread busy =
                    new Thread(
                            () -> {
                                while (!done.get()) {
                                    Thread.onSpinWait();
                                }
                            });
            busy.setDaemon(true);
            busy.start();
        }
        ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Map<String, Long>>> found = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                found.add(starters.submit(() -> ForkedJvm.run(FormatProcess.class, "64m")));
            }
            for (Future<Map<String, Long>> each : found) {
                assertThat(each.get()).isEqualTo(Map.of(chosen, 1L));
            }
        } finally {
            done.set(true);
            starters.shutdownNow();
        }
    }
}
