package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Selector;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Messages of the AWS Simple Notification Service, signed by a certificate of AWS over members of
 * the body. All of AWS signs alike, so a message proves its sender only by the topic that it names.
 *
 * @param topicArn the one topic whose messages are taken; of an empty one nothing is
 * @param sha1 whether SignatureVersion 1 is taken, which is made with SHA-1
 * @param time where the signed time is, and how far it may be from now
 */
public record AwsSnsScheme(String topicArn, boolean sha1, TimestampRule time)
    implements SignatureScheme {

  private static final Pattern TOPIC =
      Pattern.compile("arn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9_.-]{1,256}");

  /**
   * As AWS names its regions. A looser pattern would take in the hosts of S3 buckets, such as
   * sns.s3-us-west-2.amazonaws.com, which belong to anybody.
   */
  private static final String REGION = "[a-z]{2,4}(?:-[a-z]{1,16}){1,3}-[0-9]{1,2}";

  /** The only places that certificates are fetched from. */
  private static final Pattern CERTIFICATE_URL =
      Pattern.compile(
          "https://sns\\."
              + REGION
              + "\\.amazonaws\\.com(?:\\.cn)?(?::443)?/[A-Za-z0-9_./-]{1,256}\\.pem");

  private static final TimestampRule TIME =
      new TimestampRule(
          new TimestampRule.Place.At(new Selector.Body(new BodyPointer(List.of("Timestamp")))),
          TimestampRule.Format.RFC3339,
          Optional.empty());

  /** Messages of any age. */
  public AwsSnsScheme(String topicArn, boolean sha1) {
    this(topicArn, sha1, TIME);
  }

  @Override
  public boolean needsSecret() {
    return false;
  }

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    return topicArn.isEmpty() || TOPIC.matcher(topicArn).matches()
        ? new Parsed.Good<>((request, now) -> prove(SnsMessage.read(request.content()), now))
        : new Parsed.Bad<>(
            "topic_arn is no ARN of a topic, as in arn:aws:sns:eu-west-1:123456789012:orders");
  }

  private Proof prove(SnsMessage.Reading reading, Circumstances circumstances) {
    return switch (reading) {
      case SnsMessage.Reading.Illegible(Refusal reason) -> new Proof.Refuted(reason);
      case SnsMessage.Reading.Legible(SnsMessage message) -> prove(message, circumstances);
    };
  }

  /** Everything that needs no certificate comes first: nothing is fetched for a wrong message. */
  private Proof prove(SnsMessage message, Circumstances circumstances) {
    Proof inTime = time.judge(message.timestamp(), circumstances.now());
    if (inTime instanceof Proof.Refuted) {
      return inTime;
    }
    if (topicArn.isEmpty()
        || !message.topicArn().equals(topicArn)
        || (message.algorithm() == Algorithm.RSA_SHA1 && !sha1)) {
      return new Proof.Refuted(Refusal.UNMET_DEMAND);
    }
    if (!CERTIFICATE_URL.matcher(message.certificateUrl()).matches()) {
      return new Proof.Refuted(Refusal.UNTRUSTED_CERTIFICATE);
    }
    return new CertifiedSignature(
            message.algorithm(), List.of(message.content()), message.signature())
        .prove(URI.create(message.certificateUrl()), AwsSnsScheme::isInItsTime, circumstances);
  }

  /** AWS serves no chain: what vouches for the certificate is the host that it came from. */
  private static boolean isInItsTime(List<X509Certificate> chain, Instant now) {
    X509Certificate certificate = chain.getFirst();
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    return new Parsed.Bad<>("is none; only AWS can sign");
  }

  @Override
  public Set<Selector> secretPlaces() {
    return Set.of();
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    return new Parsed.Good<>(new AwsSnsScheme(topicArn, sha1, time.withTolerance(tolerance)));
  }

  /** Events are notifications, so what only confirmations sign is not covered. */
  @Override
  public boolean covers(Selector place) {
    return switch (place) {
      case Selector.Body(BodyPointer(List<String> names)) ->
          names.size() == 1 && SnsMessage.SIGNED.contains(names.getFirst());
      case Selector.Inside(Selector outer, _) -> covers(outer);
      case Selector.Header _,
          Selector.Form _,
          Selector.Multipart _,
          Selector.Query _,
          Selector.PathSegment _,
          Selector.Xml _,
          Selector.MemberBesides _ ->
          false;
    };
  }

  @Override
  public Explanation explain() {
    return new Explanation(
        List.of(
            (sha1 ? "RSA-SHA256, or RSA-SHA1 where AWS says SignatureVersion 1," : "RSA-SHA256")
                + " over the members "
                + String.join(", ", SnsMessage.SIGNED)
                + " of the body, in base64 in body:/Signature",
            "the certificate at body:/SigningCertURL, which must be a host of AWS SNS",
            "body:/TopicArn is the configured topic"),
        false,
        time.tolerance().isPresent());
  }
}
