package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class FaultLogTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final FaultLog log = new FaultLog(logger(), "It failed", nanos::get);

    @Test
    void aFaultThatRecursIsLoggedOnceAMinuteWithHowOftenItCame() {
        for (int i = 0; i < 1000; i++) {
            log.add(new IllegalStateException("number " + i));
        }
        assertThat(lines)
                .containsExactly("{} [It failed, java.lang.IllegalStateException: number 0]");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        log.add(new IllegalStateException("later"));
        log.add(new IllegalStateException("later still"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .isEqualTo(
                        "{}; {} more since this was last logged"
                                + " [It failed, 999, java.lang.IllegalStateException: later]");
    }

    @Test
    void aLoggerThatFailsFailsNobodyElse() {
        new FaultLog(failing(), "It failed", nanos::get).add(new IllegalStateException("injected"));
        assertThat(lines).isEmpty();
    }

    /** Notes the pattern and the arguments of each warning. */
    private Logger logger() {
        return (Logger)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            Object[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
                            Object[] flat =
                                    Arrays.stream(rest)
                                            .flatMap(
                                                    each ->
                                                            each instanceof Object[] several
                                                                    ? Arrays.stream(several)
                                                                    : Arrays.stream(
                                                                            new Object[] {each}))
                                            .toArray();
                            lines.add(arguments[0] + " " + Arrays.asList(flat));
                            return null;
                        });
    }

    private Logger failing() {
        return (Logger)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            throw new IllegalStateException("the disk is full");
                        });
    }
}
