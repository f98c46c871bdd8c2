package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

class EvidenceTest {

  @Test
  void isLeftByTheTestThatFailsAndByNoOther() throws Exception {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Fixture.class))
        .execute()
        .testEvents()
        .assertStatistics(statistics -> statistics.succeeded(1).failed(1));
    Path root = Path.of("target", "evidence", "Fixture");
    assertThat(Files.readString(root.resolve("fails").resolve("gateway.log")))
        .isEqualTo("what it said");
    assertThat(root.resolve("passes")).doesNotExist();
  }

  /** Run by the test above, and by nothing else: it is no test class by its name. */
  static final class Fixture {
    @RegisterExtension final Evidence evidence = new Evidence();

    @Test
    void fails() {
      evidence.keep("gateway.log", () -> "what it said");
      throw new AssertionError("on purpose");
    }

    @Test
    void passes() {
      evidence.keep("gateway.log", () -> "nothing of interest");
    }
  }
}
