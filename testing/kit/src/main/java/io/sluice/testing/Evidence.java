package io.sluice.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a failed test leaves to be read, under {@code target/evidence}; one that passes leaves
 * nothing, unless {@code -Dsluice.evidence=always} asks for it. Belongs in a field with
 * {@code @RegisterExtension}.
 */
public final class Evidence implements AfterTestExecutionCallback {
  private static final Path ROOT = Path.of("target", "evidence");

  private final Map<String, Supplier<String>> exhibits = new LinkedHashMap<>();

  /** Keeps this text if the test fails; it is asked for when the test has ended. */
  public synchronized void keep(String fileName, Supplier<String> text) {
    exhibits.put(fileName, text);
  }

  @Override
  public synchronized void afterTestExecution(ExtensionContext test) throws IOException {
    boolean always = System.getProperty("sluice.evidence", "").equals("always");
    if (always || test.getExecutionException().isPresent()) {
      Path folder =
          Files.createDirectories(
              ROOT.resolve(test.getRequiredTestClass().getSimpleName())
                  .resolve(test.getRequiredTestMethod().getName()));
      for (Map.Entry<String, Supplier<String>> exhibit : exhibits.entrySet()) {
        Files.writeString(folder.resolve(exhibit.getKey()), exhibit.getValue().get());
      }
      System.out.println("Evidence is in " + folder.toAbsolutePath());
    }
  }
}
