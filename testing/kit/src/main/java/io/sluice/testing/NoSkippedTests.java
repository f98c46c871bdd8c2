package io.sluice.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * The witness against skipped tests: counts what was disabled or gave up on an assumption.
 *
 * <p>JUnit finds it by itself wherever this kit is on the class path. It always says how many were
 * skipped and, with {@code -Dsluice.failOnSkip=true}, fails the run. It fails when the session ends
 * because exceptions of a mere execution listener are logged and forgotten.
 */
public final class NoSkippedTests implements LauncherSessionListener {
  static final String PROPERTY = "sluice.failOnSkip";

  private final List<String> skipped = new CopyOnWriteArrayList<>();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    session.getLauncher().registerTestExecutionListeners(new Witness());
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (skipped.isEmpty()) {
      return;
    }
    String report = skipped.size() + " skipped: " + String.join("; ", skipped);
    System.err.println("!!! " + report);
    if (Boolean.getBoolean(PROPERTY)) {
      throw new AssertionError(report);
    }
  }

  private final class Witness implements TestExecutionListener {
    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      skipped.add(test.getDisplayName() + " (" + reason + ")");
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
        skipped.add(test.getDisplayName() + " (aborted)");
      }
    }
  }
}
