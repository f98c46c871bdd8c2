package io.sluice.testing;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A JUnit extension that gives chance a name.
 *
 * <p>A test asks for a {@link RandomGenerator} or a {@code @Seed long}; both come from one seed per
 * test. A failing test says its seed, and {@code -Dsluice.seed=N} runs it again with that one.
 */
public final class Seeds implements ParameterResolver, TestExecutionExceptionHandler {
  static final String PROPERTY = "sluice.seed";

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(Seeds.class);

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == RandomGenerator.class
        || (type == long.class && parameter.isAnnotated(Seed.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    long seed = seedOf(test);
    if (parameter.isAnnotated(Seed.class)) {
      return seed;
    }
    return new SplittableRandom(seed);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable failure)
      throws Throwable {
    SeedNote note = new SeedNote(seedOf(test));
    System.out.println(test.getDisplayName() + ": " + note.getMessage());
    failure.addSuppressed(note);
    throw failure;
  }

  private static long seedOf(ExtensionContext test) {
    return test.getStore(OURS).computeIfAbsent(PROPERTY, _ -> chooseSeed(), Long.class);
  }

  private static long chooseSeed() {
    @Nullable String given = System.getProperty(PROPERTY);
    return given == null ? new SecureRandom().nextLong() : Long.parseLong(given);
  }

  /** Travels with the failure, so that every report of it names the seed. */
  static final class SeedNote extends Exception {
    private static final long serialVersionUID = 1L;

    SeedNote(long seed) {
      super("seed %d, run again with -D%s=%d".formatted(seed, PROPERTY, seed), null, false, false);
    }
  }
}
