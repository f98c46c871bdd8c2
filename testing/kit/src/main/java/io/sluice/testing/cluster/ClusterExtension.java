package io.sluice.testing.cluster;

import io.sluice.testing.BrokerChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one cluster in a run, mends it before each test, keeps evidence of failures. */
final class ClusterExtension
    implements BeforeEachCallback, AfterTestExecutionCallback, ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(ClusterExtension.class);

  @Override
  public void beforeEach(ExtensionContext test) {
    clusterOf(test).mend();
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    test.getExecutionException()
        .ifPresent(failure -> failure.addSuppressed(new EvidenceNote(keepEvidence(test))));
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return clusterOf(test);
  }

  private static Cluster start() {
    long began = System.nanoTime();
    Cluster cluster = Cluster.start(BrokerChoice.ofThisRun());
    long tookMs = (System.nanoTime() - began) / 1_000_000;
    System.out.printf("Cluster for tests: %s, healthy after %d ms%n", cluster.kind(), tookMs);
    return cluster;
  }

  private static Cluster clusterOf(ExtensionContext test) {
    // The store closes what it holds when the run ends.
    return test.getStore(StoreScope.LAUNCHER_SESSION, OURS)
        .computeIfAbsent(Cluster.class, _ -> start(), Cluster.class);
  }

  private static Path keepEvidence(ExtensionContext test) {
    Path dir =
        Path.of(
            "target",
            "evidence",
            "%s.%s"
                .formatted(
                    test.getRequiredTestClass().getSimpleName(),
                    test.getRequiredTestMethod().getName()));
    try {
      Files.createDirectories(dir);
      clusterOf(test).copyLogsTo(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return dir;
  }

  /** Travels with the failure, so that every report of it says where the brokers' logs are. */
  private static final class EvidenceNote extends Exception {
    private static final long serialVersionUID = 1L;

    EvidenceNote(Path dir) {
      super("what the brokers logged is in " + dir.toAbsolutePath(), null, false, false);
    }
  }
}
