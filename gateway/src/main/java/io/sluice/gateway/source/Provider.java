package io.sluice.gateway.source;

import io.sluice.gateway.verify.Handshake;
import io.sluice.gateway.verify.SignatureScheme;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is known of a provider before anybody configures it.
 *
 * @param name how a source asks for it, such as {@code github}
 * @param title its proper name
 * @param docs the page on which the provider describes its signatures
 * @param scheme how it proves its requests
 * @param variants other ways of it, by name, that a source must ask for
 * @param handshakes requests of it that are questions to the gateway
 * @param naming where its requests say what event they are
 * @param defaults what holds unless a source says otherwise
 */
record Provider(
    String name,
    String title,
    String docs,
    SignatureScheme scheme,
    Map<String, SignatureScheme> variants,
    List<Handshake> handshakes,
    EventNaming naming,
    Defaults defaults) {

  /**
   * Settings of a source that says nothing about them.
   *
   * @param ackDeadline how long the provider may wait for an answer
   * @param answerStatus the status that says that an event is stored
   * @param bodyBytesMax the largest body that is taken
   */
  record Defaults(Duration ackDeadline, int answerStatus, int bodyBytesMax) {
    static final Defaults COMMON = new Defaults(Duration.ofSeconds(2), 202, 1 << 20);
  }
}
