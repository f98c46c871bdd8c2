package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where signatures stand. */
public sealed interface SignaturePlace {

  /** The lines that hold signatures; a fault is noted where there is none. */
  List<String> lines(RawRequest request, LoneHeaders headers);

  /** Whether there is anything. */
  boolean isUsedBy(RawRequest request);

  /** The header to write a signature to, where it is a header. */
  Optional<String> header();

  /** Where a signature is found first. */
  default Selector selector() {
    return this instanceof At(Selector place) ? place : new Selector.Header(header().orElseThrow());
  }

  /** This place for one element of a list. */
  default SignaturePlace atElement(int index) {
    return this;
  }

  /**
   * A header.
   *
   * @param repeated whether it may come in several lines, of which one right one suffices
   */
  record InHeader(String name, boolean repeated) implements SignaturePlace {

    private static final int LINES_MAX = 16;

    @Override
    public List<String> lines(RawRequest request, LoneHeaders headers) {
      if (!repeated) {
        return List.of(headers.value(name));
      }
      List<String> lines = request.headers().all(name);
      if (lines.isEmpty() || lines.size() > LINES_MAX) {
        headers.note(lines.isEmpty() ? Refusal.MISSING_HEADER : Refusal.MALFORMED_HEADER);
      }
      return lines.size() > LINES_MAX ? List.of() : lines;
    }

    @Override
    public boolean isUsedBy(RawRequest request) {
      return !request.headers().all(name).isEmpty();
    }

    @Override
    public Optional<String> header() {
      return Optional.of(name);
    }

    @Override
    public String toString() {
      return "header " + name;
    }
  }

  /** Headers of one name with a number, counted from 1: {@code Name-1}, {@code Name-2}. */
  record InNumberedHeaders(String stem) implements SignaturePlace {

    private static final int NUMBER_MAX = 16;

    @Override
    public List<String> lines(RawRequest request, LoneHeaders headers) {
      List<String> lines = new ArrayList<>();
      for (int number = 1; number <= NUMBER_MAX; number++) {
        if (!request.headers().all(stem + number).isEmpty()) {
          lines.add(headers.value(stem + number));
        }
      }
      if (lines.isEmpty()) {
        headers.note(Refusal.MISSING_HEADER);
      }
      return lines;
    }

    @Override
    public boolean isUsedBy(RawRequest request) {
      return IntStream.rangeClosed(1, NUMBER_MAX)
          .anyMatch(number -> !request.headers().all(stem + number).isEmpty());
    }

    @Override
    public Optional<String> header() {
      return Optional.of(stem + "1");
    }

    @Override
    public String toString() {
      return "headers " + stem + "1, " + stem + "2, …";
    }
  }

  /** Any other place of the request, such as a member of the body. */
  record At(Selector place) implements SignaturePlace {
    @Override
    public List<String> lines(RawRequest request, LoneHeaders headers) {
      String text = place.find(request);
      if (text == null) {
        headers.note(Refusal.MISSING_HEADER);
      }
      return text == null ? List.of() : List.of(text);
    }

    @Override
    public boolean isUsedBy(RawRequest request) {
      return place.find(request) != null;
    }

    @Override
    public Optional<String> header() {
      return Optional.empty();
    }

    @Override
    public SignaturePlace atElement(int index) {
      return new At(place.atElement(index));
    }
  }
}
