package io.github.flinkbert.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Where the environment has {@code CI=true}, an assumption that does not hold fails its test unless
 * {@link AllowedSkip} lists the reason. JUnit finds this class through {@code META-INF/services} in
 * each module that has this module's test-jar.
 *
 * <p>Conditions such as {@code @Disabled} are decided before any extension of a project may speak;
 * {@code NoSilentSkipsTest} keeps them out of the sources.
 */
public final class NoSilentSkips implements InvocationInterceptor {

    /** JUnit 4's, which AssertJ throws and JUnit 5 takes for a skip where it is on the path. */
    private static final String OF_JUNIT_4 = "AssumptionViolatedException";

    private static volatile boolean active;

    private final boolean enforced;

    /** For JUnit. */
    public NoSilentSkips() {
        this("true".equalsIgnoreCase(System.getenv("CI")));
    }

    NoSilentSkips(boolean enforced) {
        this.enforced = enforced;
    }

    /** Whether JUnit has asked an instance of this class about a test of this process. */
    static boolean isActive() {
        return active;
    }

    <T> T proceed(Invocation<T> invocation) throws Throwable {
        active = true;
        try {
            return invocation.proceed();
        } catch (Throwable thrown) {
            if (enforced && isSkip(thrown) && !AllowedSkip.allows(thrown)) {
                throw new AssertionError(
                        "the test was skipped where CI=true, for a reason that AllowedSkip does"
                                + " not list: "
                                + thrown.getMessage(),
                        thrown);
            }
            throw thrown;
        }
    }

    private static boolean isSkip(Throwable thrown) {
        return thrown instanceof TestAbortedException
                || thrown.getClass().getSimpleName().equals(OF_JUNIT_4);
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> constructor,
            ExtensionContext context)
            throws Throwable {
        return proceed(invocation);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        return proceed(invocation);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation,
            DynamicTestInvocationContext test,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }
}
