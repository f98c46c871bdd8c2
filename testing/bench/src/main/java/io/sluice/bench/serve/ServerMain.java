package io.sluice.bench.serve;

import com.sun.management.ThreadMXBean;
import io.sluice.standalone.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * The process that is measured: takes its {@link ServerKind}, its port and the configuration of the
 * gateway.
 *
 * <p>Asked on its input for {@code allocated}, it tells on its error output how many bytes all of
 * its threads have allocated so far: its standard output is the gateway's log. Ends with its input.
 */
public final class ServerMain {

  private ServerMain() {}

  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().daemon().name("bench-questions").start(ServerMain::answerQuestions);
    int port = Integer.parseInt(args[1]);
    switch (ServerKind.valueOf(args[0])) {
      case NO_OP -> PlainServer.start(port, false);
      case HMAC -> PlainServer.start(port, true);
      case MOCK_PRODUCER -> MockedGateway.start(args[2]);
      case GATEWAY -> Main.main(new String[] {"gateway", "--config", args[2]});
    }
  }

  private static void answerQuestions() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        System.err.println("ALLOCATED " + threads.getTotalThreadAllocatedBytes());
      }
    } catch (IOException e) {
      // Nobody is there any more to ask.
    }
    System.exit(0);
  }
}
