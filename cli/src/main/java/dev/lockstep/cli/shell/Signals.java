package dev.lockstep.cli.shell;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. The JDK has them in its module {@code jdk.unsupported} alone, which is reached by name,
 * since a direct use is a warning of the compiler; where it is missing, nothing listens.
 */
final class Signals {
    private static final String[] ENDING = {"TERM", "INT", "HUP"};

    private Signals() {}

    /** From now on the signals that end a process do this instead, also while it shuts down. */
    static void onEnding(Runnable action) {
        for (String name : ENDING) {
            handle(name, action);
        }
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler =
                    Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (p, m, a) -> {
                        action.run();
                        return null;
                    });
            Method handle = signal.getMethod("handle", signal, handlerType);
            handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
        } catch (ReflectiveOperationException unknown) {
            // No such signal here, or not to be had: then one signal has to be enough.
        }
    }
}
