package io.sluice.gateway.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.Schema;
import java.util.List;

/**
 * One check of one document, which ends after so many faults, or so much work.
 *
 * <p>The work depends on schema and document together: a schema that refers to itself can make it
 * grow without end. Looking at one keyword is one step.
 */
final class BoundedRun extends ExecutionContext {

  static final int FAULTS_MAX = 3;
  static final int STEPS_MAX = 1_000_000;
  static final int SCHEMAS_NESTED_MAX = 500;

  /** Formats are what they are by default since draft 2019-09: notes, not conditions. */
  private static final ExecutionConfig CONFIG =
      ExecutionConfig.builder().formatAssertionsEnabled(false).failFast(true).build();

  private int steps;
  private boolean cutShort;

  private BoundedRun() {
    super(CONFIG);
  }

  static BoundedRun of(Schema schema, JsonNode document) {
    BoundedRun run = new BoundedRun();
    try {
      schema.validate(run, document);
    } catch (FailFastAssertionException _) {
      return run; // enough faults
    } catch (TooMuchWork _) {
      run.cutShort = true;
    }
    return run;
  }

  /** Whether the check was given up, so that having found no faults means nothing. */
  boolean cutShort() {
    return cutShort;
  }

  List<Error> faults() {
    return getErrors().stream().limit(FAULTS_MAX).toList();
  }

  @Override
  public void evaluationPathAddLast(String token) {
    countStep();
    super.evaluationPathAddLast(token);
  }

  @Override
  public void evaluationPathAddLast(int token) {
    countStep();
    super.evaluationPathAddLast(token);
  }

  /** Inside {@code anyOf} and the like a fault only says that a branch does not fit: few do. */
  @Override
  public void addError(Error error) {
    List<Error> faults = getErrors();
    if (faults.size() < FAULTS_MAX) {
      var _ = faults.add(error);
    }
    if (isFailFast() && faults.size() >= FAULTS_MAX) {
      throw new FailFastAssertionException(error);
    }
  }

  private void countStep() {
    steps++;
    if (steps > STEPS_MAX || getEvaluationSchema().size() > SCHEMAS_NESTED_MAX) {
      throw new TooMuchWork();
    }
  }

  /** The way out of the middle of a check; the library has no other one. */
  private static final class TooMuchWork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchWork() {
      super(null, null, false, false);
    }
  }
}
