package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class NoSkippedTestsTest {
  private final String given = System.getProperty(NoSkippedTests.PROPERTY, "");

  @BeforeEach
  void demandThatNothingIsSkipped() {
    System.setProperty(NoSkippedTests.PROPERTY, "true");
  }

  @AfterEach
  void putThePropertyBack() {
    System.setProperty(NoSkippedTests.PROPERTY, given);
  }

  @Test
  void failsARunWithADisabledTest() {
    assertThatThrownBy(() -> runSession(HasDisabled.class))
        .hasMessageContaining("1 skipped")
        .hasMessageContaining("neverRuns");
  }

  @Test
  void failsARunWithATestThatGaveUp() {
    assertThatThrownBy(() -> runSession(GivesUp.class))
        .hasMessageContaining("1 skipped")
        .hasMessageContaining("givesUp");
  }

  @Test
  void onlySaysSoWhenTheRunMayHaveSkippedTests() {
    System.setProperty(NoSkippedTests.PROPERTY, "false");
    assertThatCode(() -> runSession(HasDisabled.class)).doesNotThrowAnyException();
  }

  @Test
  void letsARunPassInWhichEverythingRan() {
    assertThatCode(() -> runSession(RunsAll.class)).doesNotThrowAnyException();
  }

  private static void runSession(Class<?> tests) {
    LauncherConfig only =
        LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addLauncherSessionListeners(new NoSkippedTests())
            .build();
    try (LauncherSession session = LauncherFactory.openSession(only)) {
      session
          .getLauncher()
          .execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build());
    }
  }

  /** Run only by the tests above. */
  static class HasDisabled {
    @Test
    @Disabled("to be found")
    void neverRuns() {}
  }

  /** Run only by the tests above. */
  static class GivesUp {
    @Test
    void givesUp() {
      Assumptions.abort("to be found");
    }
  }

  /** Run only by the tests above. */
  static class RunsAll {
    @Test
    void runs() {}
  }
}
