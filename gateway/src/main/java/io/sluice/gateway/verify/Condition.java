package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * Something that must be so in a request.
 *
 * @param place where
 * @param test what must stand there
 * @param optional whether it may be missing
 */
public record Condition(Selector place, Test test, boolean optional) {

  /** A condition that nothing meets but what its test demands. */
  public Condition(Selector place, Test test) {
    this(place, test, false);
  }

  /** What must stand at a place. */
  public sealed interface Test {

    /** Anything. */
    record Present() implements Test {}

    /** Nothing. */
    record Absent() implements Test {}

    /** This text, which may have parts of the request and of the configuration in it. */
    record Equals(Template text) implements Test {}

    /** A text of this pattern as a whole. */
    record Matches(Pattern pattern) implements Test {}
  }

  /** Compares in constant time, because what is compared with may be a secret. */
  boolean holds(RawRequest request) {
    String found = place.find(request);
    if (found == null) {
      return optional || test instanceof Test.Absent;
    }
    return switch (test) {
      case Test.Present _ -> true;
      case Test.Absent _ -> false;
      case Test.Equals(Template text) ->
          MessageDigest.isEqual(
              found.getBytes(UTF_8), Template.joined(text.fill(Filling.of(request))));
      case Test.Matches(Pattern pattern) -> pattern.matcher(found).matches();
    };
  }

  /** Whether judging this digests the whole body of the request. */
  boolean hashesBody(RawRequest request) {
    return test instanceof Test.Equals(Template text)
        && text.hashesBody()
        && place.find(request) != null;
  }

  Condition atElement(int index) {
    return new Condition(place.atElement(index), test, optional);
  }
}
