package io.sluice.gateway.source;

import io.sluice.gateway.verify.Handshake;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.platform.config.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a provider before anybody configures it.
 *
 * @param name how a source asks for it, such as {@code github}
 * @param title its proper name
 * @param docs the page on which the provider describes its signatures
 * @param secret where its secret is found
 * @param habits how it waits, repeats and gives up
 * @param repeats whether it sends an event again that was answered 503
 * @param notes what is good to know
 * @param addresses the CIDR blocks that it publishes as its own
 * @param payloadMax the largest body that it documents to send, if it does
 * @param parameters what else it wants to know of a source
 * @param scheme how it proves its requests
 * @param variants other ways of it, by name, that a source must ask for
 * @param handshakes requests of it that are questions to the gateway
 * @param naming where its requests say what event they are
 * @param batch the list in its body of which every element is an event, if it has one
 * @param defaults what holds unless a source says otherwise
 */
public record Provider(
    String name,
    String title,
    String docs,
    String secret,
    String habits,
    boolean repeats,
    List<String> notes,
    List<String> addresses,
    Optional<ByteSize> payloadMax,
    Map<String, Parameter> parameters,
    SignatureScheme scheme,
    Map<String, SignatureScheme> variants,
    List<Handshake> handshakes,
    EventNaming naming,
    Optional<String> batch,
    Defaults defaults) {

  /**
   * Settings of a source that says nothing about them.
   *
   * @param ackDeadline how long the provider may wait for an answer
   * @param answerStatus the status that says that an event is stored
   * @param answerBody the body that goes with it; may be empty
   * @param bodyBytesMax the largest body that is taken
   * @param methods the HTTP methods that events come by
   */
  public record Defaults(
      Duration ackDeadline,
      int answerStatus,
      String answerBody,
      int bodyBytesMax,
      Set<String> methods) {

    /** The largest body that a source can be made to take. */
    public static final int BODY_BYTES_LIMIT = 8 << 20;

    static final Defaults COMMON =
        new Defaults(Duration.ofSeconds(2), 202, "", 1 << 20, Set.of("POST"));
  }
}
