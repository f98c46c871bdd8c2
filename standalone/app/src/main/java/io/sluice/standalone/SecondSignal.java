package io.sluice.standalone;

import java.lang.reflect.Proxy;

/**
 * Has the next Ctrl-C or SIGTERM end the process at once, for people who do not want to wait until
 * it has stopped.
 *
 * <p>The JVM ignores signals while it stops, and has no supported way to hear them. There is one in
 * {@code jdk.unsupported}, which javac warns of and is therefore called by reflection; where it is
 * missing, or signals are switched off by {@code -Xrs}, the second one is ignored as ever.
 */
final class SecondSignal {

  private SecondSignal() {}

  static void endsAtOnce() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (Ending ending : new Ending[] {new Ending("INT", 130), new Ending("TERM", 143)}) {
        Object halting =
            Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (_, _, _) -> ending.halt());
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(ending.name()), halting);
      }
    } catch (ReflectiveOperationException e) {
      // as if nobody had asked
    }
  }

  /** A signal, and the exit code by which a shell knows that it ended a process. */
  private record Ending(String name, int exitCode) {

    Object halt() {
      Runtime.getRuntime().halt(exitCode);
      return exitCode;
    }
  }
}
