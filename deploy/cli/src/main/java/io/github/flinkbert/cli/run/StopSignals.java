package io.github.flinkbert.cli.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hears Ctrl-C and {@code kill} before the Java virtual machine does: a shutdown hook is too late
 * for an orderly end, for other hooks take away meanwhile what it needs. The second signal ends the
 * process at once. Where this Java has no {@code sun.misc.Signal}, signals do what they always do.
 */
final class StopSignals implements AutoCloseable {

    private static final List<String> NAMES = List.of("INT", "TERM");

    /** What a shell reports of a process that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private final CountDownLatch asked = new CountDownLatch(1);

    /** What was to happen before, by signal. */
    private final Map<Object, Object> before = new LinkedHashMap<>();

    private StopSignals() {}

    static StopSignals hear() {
        StopSignals signals = new StopSignals();
        for (String name : NAMES) {
            try {
                signals.hear(name);
            } catch (ReflectiveOperationException | RuntimeException e) {
                // Another Java, or one that was started to leave signals alone.
            }
        }
        return signals;
    }

    private void hear(String name) throws ReflectiveOperationException {
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal =
                Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
        InvocationHandler ours = (proxy, method, arguments) -> invoked(proxy, method, arguments);
        Object handler =
                Proxy.newProxyInstance(
                        StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, ours);
        before.put(signal, handle(signal, handler));
    }

    private @Nullable Object invoked(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "handle" -> {
                ask();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "StopSignals";
        };
    }

    private void ask() {
        if (asked.getCount() == 0) {
            System.exit(INTERRUPTED);
        }
        asked.countDown();
    }

    private static Object handle(Object signal, Object handler)
            throws ReflectiveOperationException {
        return signal.getClass()
                .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
                .invoke(null, signal, handler);
    }

    /** Waits for so long, or until the process has been told to end. */
    boolean await(long millis) throws InterruptedException {
        return asked.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        before.forEach(
                (signal, handler) -> {
                    try {
                        var unused = handle(signal, handler);
                    } catch (ReflectiveOperationException e) {
                        // It was there when it was set.
                    }
                });
    }
}
