package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.exchange.Selector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request that the gateway answers by itself.
 *
 * @param method the HTTP method of it
 * @param signed whether only a genuine request is answered
 * @param when what tells it from an event
 * @param demands what must be so, or it is turned down
 * @param refusal the status that turns it down
 * @param answer what is answered
 * @param visit the URL that has to be called, if any
 */
public record Handshake(
    String method,
    boolean signed,
    List<Condition> when,
    List<Condition> demands,
    int refusal,
    Answer answer,
    Optional<Visit> visit) {

  public Handshake {
    when = List.copyOf(when);
    demands = List.copyOf(demands);
  }

  /** The parts of an answer; each may hold parts of the request. */
  public record Answer(
      int status, String contentType, Map<String, Template> headers, Template body) {}

  /**
   * A URL that is called to confirm.
   *
   * @param at where it stands
   * @param allowed the URLs that may be called, as a whole
   */
  public record Visit(Selector at, Pattern allowed) {

    Optional<URI> url(RawRequest request) {
      return Optional.ofNullable(at.find(request))
          .filter(allowed.asMatchPredicate())
          .flatMap(Visit::uri);
    }

    /** A pattern may let through what is no URL. */
    private static Optional<URI> uri(String text) {
      try {
        return Optional.of(new URI(text));
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }
  }

  boolean concerns(RawRequest request) {
    return method.equals(request.method())
        && when.stream().allMatch(condition -> condition.holds(request));
  }

  /** The answer, or why there is none; the key makes what the answer proves itself with. */
  Verdict answer(RawRequest request, Optional<SigningKey> key) {
    Optional<URI> url = visit.flatMap(v -> v.url(request));
    boolean demandsMet = demands.stream().allMatch(demand -> demand.holds(request));
    if (!demandsMet || url.isPresent() != visit.isPresent()) {
      return refused();
    }
    Filling filling = new Filling(request, "", new LoneHeaders(request.headers()), key);
    String body = answer.body().text(filling);
    List<Reply.Line> lines =
        new TreeMap<>(answer.headers())
            .entrySet().stream()
                .map(line -> new Reply.Line(line.getKey(), line.getValue().text(filling)))
                .filter(line -> !line.value().isEmpty())
                .toList();
    return filling.headers().fault().isPresent()
        ? refused()
        : new Verdict.Handshake(new Reply(answer.status(), answer.contentType(), lines, body), url);
  }

  private Verdict refused() {
    return new Verdict.Refused(Refusal.MALFORMED_HANDSHAKE, refusal);
  }
}
